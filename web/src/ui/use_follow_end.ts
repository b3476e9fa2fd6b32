import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

/** A line's height or so from the end is at the end. */
const slackPx = 24;

/** Keeps the end of a list in sight as it grows, until somebody scrolls away from it; `toEnd` goes back there. */
export function useFollowEnd(list: RefObject<HTMLElement | null>, last: string): { following: boolean; onScroll: () => void; toEnd: () => void } {
  const [following, setFollowing] = useState(true);
  const toEnd = useCallback(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
    setFollowing(true);
  }, [list]);
  const onScroll = useCallback(() => {
    const element = list.current;
    if (element !== null) setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < slackPx);
  }, [list]);
  useLayoutEffect(() => {
    if (following) toEnd();
  }, [following, last, toEnd]);
  return { following, onScroll, toEnd };
}
