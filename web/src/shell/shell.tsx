import { Cpu, Grid2x2, Boxes, Settings, Workflow, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { LogOutButton } from '../auth/log_out_button';
import { writeRoute, type Route } from '../router/route';
import { t } from '../texts';
import { LinkNotice } from './link_notice';
import { ProcessNotices } from './process_notices';
import { Toasts } from './toasts';

const pages: { route: Route; label: string; icon: LucideIcon }[] = [
  { route: { page: 'home' }, label: t.app.pages.home, icon: Workflow },
  { route: { page: 'wall', focus: '' }, label: t.app.pages.wall, icon: Grid2x2 },
  { route: { page: 'models' }, label: t.app.pages.models, icon: Boxes },
  { route: { page: 'devices' }, label: t.app.pages.devices, icon: Cpu },
  { route: { page: 'settings' }, label: t.app.pages.settings, icon: Settings },
];

/** The frame of every page: a rail at the left, at the bottom on small screens. */
export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const here = route.page === 'builder' ? 'home' : route.page;
  return (
    <div className="shell">
      <a href="#content" onClick={toContent} className="button button-primary fixed left-2 top-2 z-50 -translate-y-16 focus:translate-y-0">{t.app.skip}</a>
      <nav aria-label={t.app.navigation} className="shell-rail border-line bg-surface">
        <a href="#/" className="hidden h-14 items-center justify-center md:flex" aria-label={t.app.name}><img src="/favicon.svg" alt="" className="h-7 w-7" /></a>
        {pages.map(({ route: to, label, icon: Icon }) => (
          <a
            key={to.page}
            href={writeRoute(to)}
            aria-current={to.page === here ? 'page' : undefined}
            className={`shell-link text-s ${to.page === here ? 'bg-raised font-medium text-text' : 'text-muted hover:text-text'}`}
          >
            <Icon size="1.25rem" strokeWidth={1.75} aria-hidden />
            {label}
          </a>
        ))}
        <LogOutButton />
      </nav>
      <main id="content" tabIndex={-1} className="shell-content outline-none">
        <LinkNotice />
        <ProcessNotices />
        {children}
      </main>
      <Toasts />
    </div>
  );
}

/** The address belongs to the router, so the jump is made by hand. */
function toContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
