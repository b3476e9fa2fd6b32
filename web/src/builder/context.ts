import { createContext, useContext } from 'react';
import type { TypeTable } from '../document/ports';
import type { Run } from './use_running';

export interface BuilderWorld {
  id: string;
  types: TypeTable;
  /** What runs; null while nothing does, or nobody knows. */
  run: Run | null;
  /** Shows the view's picture in the large panel. */
  enlarge: (node: string) => void;
  /** The view that the panel shows: its node rests meanwhile. */
  enlarged: string | null;
}

export const BuilderContext = createContext<BuilderWorld>({ id: '', types: new Map(), run: null, enlarge: () => undefined, enlarged: null });

export const useBuilder = (): BuilderWorld => useContext(BuilderContext);
