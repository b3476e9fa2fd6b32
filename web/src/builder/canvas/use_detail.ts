import { useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { detailOf } from './detail';

/** Says at the canvas how much of a node can be read at its zoom; CSS shows that. */
export function useDetail(box: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  useEffect(() => {
    const show = () => {
      const detail = detailOf(store.getState().transform[2]);
      if (box.current !== null && box.current.dataset.detail !== detail) box.current.dataset.detail = detail;
    };
    show();
    return store.subscribe(show);
  }, [box, store]);
}
