// What the viewer really gets: pictures painted, bytes, and how old a picture is when it is on the screen.
import type { PictureHeader } from './protocol';

export interface StreamStats {
  fps: number;
  bytesPerSecond: number;
  /** Capture to paint. Network time counts as far as it exceeds the fastest message seen: clocks of two machines differ. */
  latencyMs: number;
  /** Arrival of a message to its paint, over the last pictures. */
  paintP50Ms: number;
  paintP95Ms: number;
  /** Wall clock of the newest paint, 0 before the first. */
  paintedAtMs: number;
  /** Pictures that a newer one replaced before they were painted. */
  replaced: number;
  /** Pictures that could not be decoded. */
  broken: number;
  header: PictureHeader | null;
}

const windowMs = 2000;
const paintTimesMax = 120;

export class StreamMeter {
  private readonly paints: number[] = [];
  private readonly arrivals: { at: number; bytes: number }[] = [];
  private readonly paintTimes: number[] = [];
  private fastestTransit = Infinity;
  private transitMs = 0;
  private latencyMs = 0;
  private paintedAtMs = 0;
  private header: PictureHeader | null = null;
  replaced = 0;
  broken = 0;

  /** `now`: wall clock in ms. */
  received(header: PictureHeader, bytes: number, now: number): void {
    this.arrivals.push({ at: now, bytes });
    const transit = now - (header.captureUnixMs + header.ageMs);
    this.fastestTransit = Math.min(this.fastestTransit, transit);
    this.transitMs = transit - this.fastestTransit;
  }

  painted(header: PictureHeader, receivedAt: number, now: number): void {
    this.paints.push(now);
    this.paintedAtMs = now;
    this.header = header;
    this.paintTimes.push(now - receivedAt);
    if (this.paintTimes.length > paintTimesMax) this.paintTimes.shift();
    const latency = header.ageMs + this.transitMs + (now - receivedAt);
    // Smoothed over about five pictures: a figure that flickers cannot be read.
    this.latencyMs = this.latencyMs === 0 ? latency : this.latencyMs + (latency - this.latencyMs) * 0.2;
  }

  stats(now: number): StreamStats {
    while (this.paints.length > 0 && now - (this.paints[0] ?? now) > windowMs) this.paints.shift();
    while (this.arrivals.length > 0 && now - (this.arrivals[0]?.at ?? now) > windowMs) this.arrivals.shift();
    return {
      fps: rate(this.paints),
      bytesPerSecond: this.arrivals.reduce((sum, arrival) => sum + arrival.bytes, 0) / (windowMs / 1000),
      latencyMs: this.latencyMs,
      paintP50Ms: quantile(this.paintTimes, 0.5),
      paintP95Ms: quantile(this.paintTimes, 0.95),
      paintedAtMs: this.paintedAtMs,
      replaced: this.replaced,
      broken: this.broken,
      header: this.header,
    };
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** From the intervals between the paints, so that it is right from the second picture on. */
function rate(paints: readonly number[]): number {
  const first = paints[0];
  const last = paints[paints.length - 1];
  if (first === undefined || last === undefined || last <= first) return 0;
  return ((paints.length - 1) * 1000) / (last - first);
}
