import type { ReactNode } from 'react';

/** `live="off"`: its words change each second, which nobody wants read aloud. */
export function NoticeLine({ icon, actions, live, children }: { icon: ReactNode; live?: 'off'; actions: { label: string; run: () => void }[]; children: ReactNode }) {
  return (
    <div role="status" aria-live={live} className="panel flex max-w-2xl flex-wrap items-center gap-x-2 py-1 pl-3 pr-1 shadow-xl">
      {icon}
      <p className="min-w-0 flex-1 basis-48 py-1.5 [overflow-wrap:anywhere]">{children}</p>
      {actions.length > 0 && (
        <div className="ml-auto flex gap-2">
          {actions.map((action) => <button key={action.label} type="button" className="button" onClick={action.run}>{action.label}</button>)}
        </div>
      )}
    </div>
  );
}
