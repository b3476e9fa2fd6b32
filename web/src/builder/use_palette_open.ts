import { useState } from 'react';
import { prefer, usePreferences } from '../state/preferences';
import { useNarrow } from '../ui/use_narrow';

/** Beside the canvas the list stays as it was left; on a phone it lies over the canvas, so it comes only when it is called. */
export function usePaletteOpen(): [boolean, (open: boolean) => void] {
  const kept = usePreferences((state) => state.palette);
  const narrow = useNarrow();
  const [called, setCalled] = useState(false);
  return narrow ? [called, setCalled] : [kept, (open) => prefer({ palette: open })];
}
