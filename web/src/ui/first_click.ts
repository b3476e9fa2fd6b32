/** So long after a click, or after a button took another's place, nobody means what stands there now. */
const pairMs = 400;

/** Tells the clicks that are meant for a button from the second of a double click, which falls on what came in its place. Of keys
    each counts: their clicks have no number. */
export class FirstClick {
  private quietUntilMs = -Infinity;

  /** Another button stands there now. */
  changed(nowMs: number): void {
    this.quietUntilMs = nowMs + pairMs;
  }

  isMeant(detail: number, nowMs: number): boolean {
    if (detail === 0) return true;
    if (detail > 1 || nowMs < this.quietUntilMs) return false;
    this.quietUntilMs = nowMs + pairMs;
    return true;
  }
}
