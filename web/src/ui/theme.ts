// Dark or light: the system's, until the viewer chooses. public/theme.js does the same before the first paint.
import { useEffect, useState } from 'react';
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

export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(() => chosen() ?? system());
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    const follow = () => {
      if (chosen() === null) setTheme(system());
    };
    systemIsLight.addEventListener('change', follow);
    return () => systemIsLight.removeEventListener('change', follow);
  }, []);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    // Back at the system's theme, the page follows the system again.
    save('theme', next === system() ? null : next);
    setTheme(next);
  };
  return [theme, toggle];
}
