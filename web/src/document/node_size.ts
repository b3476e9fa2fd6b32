// How much room a node takes on the canvas, known before it is drawn: what is added or arranged covers no other.
import type { Box } from './types';

interface Size {
  width: number;
  height: number;
}

/** Smaller ones hold no text, and are not to be taken hold of. */
export const noteMin: Size = { width: 120, height: 64 };

const plain: Size = { width: 240, height: 144 };
const withPicture: Size = { width: 320, height: 304 };

/** With some room for a line of trouble. */
export const sizeOf = (type: string): Size => (type === 'xray_view' ? withPicture : plain);

export const boxOf = ({ type, x, y }: { type: string; x: number; y: number }): Box => ({ x, y, ...sizeOf(type) });
