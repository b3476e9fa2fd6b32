// A page that is full of controls says where passing messages cover none: they stand at the top of an empty box of its own. The list
// itself is the same one on all pages, so that nothing is read aloud twice.
import type { RefCallback } from 'react';

/** The box's ref. */
export const toastPlace: RefCallback<HTMLElement> = (box) => {
  if (box === null) return;
  const root = document.documentElement;
  const follow = () => {
    const { left, top, width } = box.getBoundingClientRect();
    for (const [name, px] of Object.entries({ left, top, width })) root.style.setProperty(`--toasts-${name}`, `${px}px`);
  };
  // It moves when anything around it changes its size.
  const observer = new ResizeObserver(follow);
  for (let each: HTMLElement | null = box; each !== null; each = each.parentElement) observer.observe(each);
  follow();
  root.dataset.toasts = 'placed';
  return () => {
    observer.disconnect();
    delete root.dataset.toasts;
  };
};
