// Timeouts that are ended together, with what set them.
export interface Timers {
  later: (run: () => void, afterMs: number) => void;
  clear: () => void;
}

export function timers(): Timers {
  const waiting = new Set<ReturnType<typeof setTimeout>>();
  return {
    later: (run, afterMs) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        run();
      }, afterMs);
      waiting.add(timer);
    },
    clear: () => {
      waiting.forEach((timer) => clearTimeout(timer));
      waiting.clear();
    },
  };
}
