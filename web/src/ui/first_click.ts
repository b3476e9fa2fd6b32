/** So long after a tap the next one is its second half: not every browser counts taps. */
const pairMs = 400;

export interface Click {
  /** The browser's count of clicks in a row in one place, whatever stands there by then; 0 for one that a key makes. */
  detail: number;
  isTouch: boolean;
  atMs: number;
}

/** Tells the clicks that are meant for a button from the second of a double click, which falls on what has come in its place. */
export class FirstClick {
  private tappedMs = -Infinity;

  isMeant({ detail, isTouch, atMs }: Click): boolean {
    if (detail > 1 || (isTouch && detail > 0 && atMs < this.tappedMs + pairMs)) return false;
    if (isTouch) this.tappedMs = atMs;
    return true;
  }
}
