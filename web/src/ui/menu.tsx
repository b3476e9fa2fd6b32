import * as Radix from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
}

/** A button with a list of actions; null is a line between two groups. Not modal: that would hide from some what others still see and
    can reach by Tab. */
export function Menu({ label, items, children, className = 'button button-quiet px-0' }: { label: string; items: (MenuItem | null)[]; children: ReactNode; className?: string }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger className={className} aria-label={label} title={label}>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align="end" sideOffset={4} collisionPadding={8} className="z-50 min-w-44 rounded-lg border border-line bg-surface p-1 text-text shadow-xl">
          {items.map((item, index) => (item === null ? <Radix.Separator key={index} className="my-1 h-px bg-line" /> : <Item key={index} {...item} />))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ label, icon: Icon, hint, danger = false, disabled = false, run }: MenuItem) {
  return (
    <Radix.Item
      disabled={disabled}
      onSelect={run}
      className={`flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2.5 outline-none data-[disabled]:cursor-default data-[highlighted]:bg-raised data-[disabled]:opacity-50 ${danger ? 'text-error' : ''}`}
    >
      {Icon !== undefined && <Icon size="1rem" aria-hidden className="shrink-0" />}
      <span className="flex-1">{label}</span>
      {hint !== undefined && <kbd className="font-sans text-s text-muted">{hint}</kbd>}
    </Radix.Item>
  );
}
