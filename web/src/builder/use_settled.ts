import { useEffect, useState } from 'react';

/** The status comes twice a second, and a live setting holds from then on: what differs for a shorter time is on its way. */
const settleMs = 1500;

/** Whether `value` has stayed the same for a while; what was there from the beginning has. */
export function useSettled(value: string): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(setSettled, settleMs, value);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value;
}
