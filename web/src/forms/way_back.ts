// What Escape gives back in a field: what was there before it was typed over, and nothing older than what was entered or saved last.
import type { Json } from '../document/types';

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Enter takes a line, and with Ctrl it runs; Ctrl+S saves. In a text of several lines a plain Enter is a letter. */
export function enters({ key, ctrlKey, metaKey }: Press, severalLines: boolean): boolean {
  const held = ctrlKey || metaKey;
  return key === 'Enter' ? held || !severalLines : held && key.toLowerCase() === 's';
}

export class WayBack {
  private before: { value: Json | undefined } | null = null;

  /** Of each change, with what was there. */
  changing(value: Json | undefined): void {
    this.before ??= { value };
  }

  /** What is there now stays. */
  keep(): void {
    this.before = null;
  }

  /** Nothing where nothing was changed. */
  take(): { value: Json | undefined } | null {
    const { before } = this;
    this.before = null;
    return before;
  }
}
