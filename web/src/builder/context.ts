import { createContext, useContext } from 'react';
import type { TypeTable } from '../document/ports';

export interface BuilderWorld {
  id: string;
  types: TypeTable;
  /** Shows the view's picture in the large panel. */
  enlarge: (node: string) => void;
  /** The view that the panel shows: its node rests meanwhile. */
  enlarged: string | null;
}

export const BuilderContext = createContext<BuilderWorld>({ id: '', types: new Map(), enlarge: () => undefined, enlarged: null });

export const useBuilder = (): BuilderWorld => useContext(BuilderContext);
