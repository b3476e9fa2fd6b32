import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { t } from '../texts';

interface DialogProps {
  title: string;
  text?: string;
  /** 'sheet': at the right edge, over the full height. */
  shape?: 'middle' | 'wide' | 'sheet';
  onClose: () => void;
  children: ReactNode;
}

const shapes = {
  middle: 'left-1/2 top-1/2 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg',
  wide: 'left-1/2 top-1/2 max-h-[calc(100dvh-2rem)] w-[min(52rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg',
  sheet: 'inset-y-0 right-0 w-[min(30rem,100vw)] border-y-0 border-r-0',
};

/** What has the focus now; of an entry of a menu, which goes away, the button that opened the menu. */
function opener(): HTMLElement | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? null;
  const found = menu === null ? focused : document.getElementById(menu);
  return found instanceof HTMLElement ? found : null;
}

export function Dialog({ title, text, shape = 'middle', onClose, children }: DialogProps) {
  const [back] = useState(opener);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            back?.focus();
          }}
          {...(text === undefined ? { 'aria-describedby': undefined } : {})}
          className={`fixed z-50 flex flex-col border border-line bg-surface text-text shadow-xl ${shapes[shape]}`}
        >
          <header className="flex items-start gap-4 px-5 pb-3 pt-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-l font-semibold">{title}</Radix.Title>
              {text !== undefined && <Radix.Description className="mt-1 text-muted">{text}</Radix.Description>}
            </div>
            <Radix.Close className="button button-quiet -mr-2 px-0" aria-label={t.app.close}><X size="1rem" aria-hidden /></Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5" tabIndex={-1}>{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
