// Dark or light: the system's, until the viewer chooses. public/theme.js does the same before the first paint.
import { useSyncExternalStore } from 'react';
import { load, save } from '../lib/storage';

export type Theme = 'dark' | 'light';

const systemIsLight = window.matchMedia('(prefers-color-scheme: light)');

function chosen(): Theme | null {
  const theme = load('theme');
  return theme === 'dark' || theme === 'light' ? theme : null;
}

function system(): Theme {
  return systemIsLight.matches ? 'light' : 'dark';
}

/** The theme that the page has now, for what is drawn by hand. */
export function useThemeName(): Theme {
  return useSyncExternalStore(
    (listener) => {
      const observer = new MutationObserver(listener);
      observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      return () => observer.disconnect();
    },
    () => (document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'),
  );
}

/** The viewer's choice; null follows the system. */
export function chooseTheme(theme: Theme | null): void {
  save('theme', theme);
  document.documentElement.dataset.theme = theme ?? system();
}

export function chosenTheme(): Theme | null {
  return chosen();
}

export function followSystemTheme(): () => void {
  const follow = () => {
    if (chosen() === null) document.documentElement.dataset.theme = system();
  };
  systemIsLight.addEventListener('change', follow);
  return () => systemIsLight.removeEventListener('change', follow);
}
