// How much of a node can be read: from afar what it is and how it does, larger than it is from near.
export type Detail = 'all' | 'title' | 'name';

const titleBelowZoom = 0.4;
const nameBelowZoom = 0.28;

export function detailOf(zoom: number): Detail {
  if (zoom >= titleBelowZoom) return 'all';
  return zoom >= nameBelowZoom ? 'title' : 'name';
}
