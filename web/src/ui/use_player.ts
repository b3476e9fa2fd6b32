import { useEffect, useRef, useState, type RefObject } from 'react';
import { liveUrl } from '../api/client';
import { XrayPlayer } from '../live/xray_player';

/** A player inside `host` while `node` is a view; null otherwise. A paused one keeps its last picture. */
export function usePlayer(host: RefObject<HTMLElement | null>, workflow: string, node: string | null, paused = false): XrayPlayer | null {
  const [player, setPlayer] = useState<XrayPlayer | null>(null);
  useEffect(() => {
    if (host.current === null || node === null) return;
    const made = new XrayPlayer(host.current, liveUrl(workflow, node));
    setPlayer(made);
    return () => {
      made.dispose();
      setPlayer(null);
    };
  }, [host, workflow, node]);
  useEffect(() => player?.pause(paused), [player, paused]);
  return player;
}

/** Calls `show` at once and with each event of the player. */
export function usePlayerEvents(player: XrayPlayer | null, show: (player: XrayPlayer) => void): void {
  const newest = useRef(show);
  useEffect(() => {
    newest.current = show;
  });
  useEffect(() => {
    if (player === null) return;
    newest.current(player);
    return player.subscribe(() => newest.current(player));
  }, [player]);
}
