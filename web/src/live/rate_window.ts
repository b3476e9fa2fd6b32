// How often something happens, from the intervals between the last times: right from the third one on, and for slow streams as for
// fast ones.

const windowMs = 2000;
/** Of a stream slower than one in `windowMs`, so many times are kept beyond it. */
const leastTimes = 4;
/** The first interval alone may be short by chance: a stream would begin with a rate that it never has. */
const timesForRate = 3;
/** So old a time says nothing about now. */
const forgottenMs = 120_000;

export class RateWindow {
  private readonly times: number[] = [];

  add(now: number): void {
    this.times.push(now);
    this.trim(now);
  }

  private trim(now: number): void {
    const old = (index: number, limitMs: number) => now - (this.times[index] ?? now) > limitMs;
    while (this.times.length > leastTimes && old(0, windowMs)) this.times.shift();
    while (old(0, forgottenMs)) this.times.shift();
  }

  /** Of the intervals that are known, 0 with fewer than two times. */
  intervalMs(): number {
    const { length } = this.times;
    return length < 2 ? 0 : ((this.times[length - 1] ?? 0) - (this.times[0] ?? 0)) / (length - 1);
  }

  /** Whether there are times enough to speak of a rate. */
  isKnown(): boolean {
    return this.times.length >= timesForRate;
  }

  /** A second. Falls once the next one is late, and reaches 0 when it is ten intervals late. */
  perSecond(now: number): number {
    this.trim(now);
    const intervalMs = this.intervalMs();
    if (!this.isKnown() || intervalMs <= 0) return 0;
    const sinceMs = now - (this.times[this.times.length - 1] ?? now);
    if (sinceMs > Math.max(windowMs, 10 * intervalMs)) return 0;
    const lateMs = sinceMs > Math.max(windowMs, 2 * intervalMs) ? sinceMs : intervalMs;
    return 1000 / lateMs;
  }
}
