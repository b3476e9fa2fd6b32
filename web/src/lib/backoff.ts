/** Waits between tries: doubling from 0.5 s to 4 s, with jitter so that many pages do not come back in step. */
export class Backoff {
  private tries = 0;

  constructor(
    private readonly firstMs = 500,
    private readonly longestMs = 4000,
    private readonly random: () => number = Math.random,
  ) {}

  nextMs(): number {
    const whole = Math.min(this.firstMs * 2 ** this.tries, this.longestMs);
    this.tries += 1;
    return Math.round(whole * (0.8 + 0.2 * this.random()));
  }

  reset(): void {
    this.tries = 0;
  }
}
