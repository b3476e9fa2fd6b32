// What the viewer chose for the page, kept in the browser.
import { create } from 'zustand';
import { load, save } from '../lib/storage';

export interface Preferences {
  snap: boolean;
  minimap: boolean;
  flow: boolean;
  palette: boolean;
  toured: boolean;
}

const initial: Preferences = { snap: true, minimap: true, flow: true, palette: true, toured: false };

function stored(): Preferences {
  try {
    return { ...initial, ...(JSON.parse(load('preferences') ?? '{}') as Partial<Preferences>) };
  } catch {
    return initial;
  }
}

export const usePreferences = create<Preferences>(stored);

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  save('preferences', JSON.stringify(usePreferences.getState()));
}
