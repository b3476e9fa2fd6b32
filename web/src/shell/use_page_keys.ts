import { useRef } from 'react';
import { go } from '../router/use_route';
import type { Route } from '../router/route';
import { useKeys } from '../ui/use_keys';

const targets: Record<string, Route> = {
  h: { page: 'home' }, w: { page: 'wall', focus: '' }, m: { page: 'models' }, d: { page: 'devices' }, s: { page: 'settings' },
};
const secondKeyMs = 1500;

/** "g" and then a letter goes to a page. True from `waiting` while the second letter is awaited. */
export function usePageKeys(actions: Record<string, () => void>): void {
  const armedAt = useRef(-Infinity);
  const second = (key: string) => () => {
    if (performance.now() - armedAt.current > secondKeyMs) return false;
    armedAt.current = -Infinity;
    const target = targets[key];
    if (target !== undefined) go(target);
    return true;
  };
  useKeys({
    g: () => {
      armedAt.current = performance.now();
      return false;
    },
    ...Object.fromEntries(Object.keys(targets).map((key) => [key, second(key)])),
    ...actions,
  }, { first: true });
}
