// What the viewer really gets: pictures painted, bytes, and how old a picture is when it is on the screen.
import type { PictureHeader } from './protocol';
import { RateWindow } from './rate_window';

export interface StreamStats {
  /** 0 while it is not known, and when no more come. */
  fps: number;
  fpsKnown: boolean;
  /** Between two pictures, 0 before the second. */
  intervalMs: number;
  bytesPerSecond: number;
  /** Capture to paint, over the last pictures. Network time counts as far as it exceeds the fastest message seen: clocks of two machines differ. */
  latencyP50Ms: number;
  latencyP95Ms: number;
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

const bytesWindowMs = 2000;
/** Eight seconds at 15 pictures a second. */
const timesMax = 120;

export class StreamMeter {
  private readonly paints = new RateWindow();
  private readonly arrivals: { at: number; bytes: number }[] = [];
  private readonly paintTimes: number[] = [];
  private readonly latencies: number[] = [];
  private fastestTransit = Infinity;
  private transitMs = 0;
  private paintedAtMs = 0;
  private header: PictureHeader | null = null;
  private counts = false;
  replaced = 0;
  broken = 0;

  /** A connection begins with the last picture that the server has: when that was made is not when it comes. */
  opened(): void {
    this.counts = false;
  }

  /** `now`: wall clock in ms, as of every method. */
  received(header: PictureHeader, bytes: number, now: number): void {
    this.arrivals.push({ at: now, bytes });
    const transit = now - (header.captureUnixMs + header.ageMs);
    this.fastestTransit = Math.min(this.fastestTransit, transit);
    this.transitMs = transit - this.fastestTransit;
  }

  painted(header: PictureHeader, receivedAt: number, now: number): void {
    if (this.counts) this.paints.add(now);
    this.counts = true;
    this.paintedAtMs = now;
    this.header = header;
    keep(this.paintTimes, now - receivedAt);
    keep(this.latencies, header.ageMs + this.transitMs + (now - receivedAt));
  }

  stats(now: number): StreamStats {
    while (this.arrivals.length > 0 && now - (this.arrivals[0]?.at ?? now) > bytesWindowMs) this.arrivals.shift();
    return {
      fps: this.paints.perSecond(now),
      fpsKnown: this.paints.isKnown(),
      intervalMs: this.paints.intervalMs(),
      bytesPerSecond: this.arrivals.reduce((sum, arrival) => sum + arrival.bytes, 0) / (bytesWindowMs / 1000),
      latencyP50Ms: quantile(this.latencies, 0.5),
      latencyP95Ms: quantile(this.latencies, 0.95),
      paintP50Ms: quantile(this.paintTimes, 0.5),
      paintP95Ms: quantile(this.paintTimes, 0.95),
      paintedAtMs: this.paintedAtMs,
      replaced: this.replaced,
      broken: this.broken,
      header: this.header,
    };
  }
}

function keep(times: number[], ms: number): void {
  times.push(ms);
  if (times.length > timesMax) times.shift();
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
