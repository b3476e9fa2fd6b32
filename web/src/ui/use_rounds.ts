import { useEffect, useState } from 'react';

/** A number that grows with every period while it is on and the tab is seen: for pictures that are asked for again. */
export function useRounds(on: boolean, periodMs: number): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => !document.hidden && setRound((before) => before + 1), periodMs);
    return () => clearInterval(timer);
  }, [on, periodMs]);
  return round;
}
