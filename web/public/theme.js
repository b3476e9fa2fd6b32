// Runs before the first paint, so that no theme flashes in from the other one. src/ui/theme.ts takes over from there.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('overwatch.theme');
  } catch {
    // Storage may be forbidden: the system's theme holds then.
  }
  const system = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  document.documentElement.dataset.theme = chosen === 'dark' || chosen === 'light' ? chosen : system;
})();
