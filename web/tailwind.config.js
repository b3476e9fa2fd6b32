import { spacing } from 'tailwindcss/defaultTheme.js';

/** Lengths count in --rem: a rem of the page, and 16 px on the canvas (src/styles.css). */
const rem = (length) => length.replace(/^([\d.]+)rem$/, 'calc($1 * var(--rem))');

const token = (name) => `rgb(var(--${name}) / <alpha-value>)`;

/** Colours are tokens of src/styles.css, so that both themes share every class. */
export default {
  content: ['./index.html', './src/**/*.{ts,tsx}'],
  theme: {
    // Three text sizes, and no fourth.
    fontSize: { s: [rem('0.75rem'), rem('1rem')], m: [rem('0.875rem'), rem('1.25rem')], l: [rem('1.25rem'), rem('1.75rem')] },
    spacing: Object.fromEntries(Object.entries(spacing).map(([name, length]) => [name, rem(length)])),
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      white: '#ffffff',
      black: '#000000',
      page: token('page'),
      surface: token('surface'),
      raised: token('raised'),
      line: token('line'),
      text: token('text'),
      muted: token('muted'),
      accent: token('accent'),
      'on-accent': token('on-accent'),
      wait: token('wait'),
      idle: token('idle'),
      running: token('running'),
      warning: token('warning'),
      error: token('error'),
    },
    screens: { sm: '640px', md: '900px', lg: '1200px', xl: '1800px' },
    extend: {
      fontFamily: { sans: ['Inter Variable', 'system-ui', 'sans-serif'], mono: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'monospace'] },
      transitionDuration: { DEFAULT: '120ms' },
    },
  },
};
