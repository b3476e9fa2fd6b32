import { useId, useState, type ReactNode } from 'react';
import { useMay } from '../auth/session';
import { prefer, usePreferences, type Preferences } from '../state/preferences';
import { useApp } from '../state/store';
import { t } from '../texts';
import { chooseTheme, chosenTheme, type Theme } from '../ui/theme';

const themes: [Theme | null, string][] = [[null, t.settings.themes.system], ['dark', t.settings.themes.dark], ['light', t.settings.themes.light]];

export default function SettingsPage() {
  const may = useMay('editor');
  const version = useApp((state) => state.system?.version ?? '');
  return (
    <div className="flex max-w-2xl flex-col gap-6 p-4 sm:p-6">
      <h1 className="text-l font-semibold">{t.settings.title}</h1>
      <Group title={t.settings.look}><ThemeChoice /></Group>
      <Group title={t.settings.canvas}>
        <Switch name="snap" label={t.settings.snap} />
        <Switch name="minimap" label={t.settings.minimap} />
        <Switch name="flow" label={t.settings.flow} />
        {may && <div className="flex min-h-12 items-center border-t border-line"><button type="button" className="button" onClick={() => prefer({ toured: false })}>{t.settings.tour}</button></div>}
      </Group>
      <Group title={t.settings.about}>
        <p className="flex min-h-12 items-center justify-between"><span>{t.settings.version}</span><span className="figures text-muted">{version}</span></p>
        <p className="flex min-h-12 items-center gap-4 border-t border-line"><a className="text-accent underline" href="/api/openapi.json">{t.settings.api}</a><a className="text-accent underline" href="/metrics">{t.settings.metrics}</a></p>
      </Group>
      <p className="text-s text-muted">{t.settings.stored}</p>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return <section><h2 className="mb-2 font-semibold">{title}</h2><div className="panel px-4">{children}</div></section>;
}

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  const name = useId();
  const pick = (next: Theme | null) => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <div role="radiogroup" aria-label={t.settings.theme} className="flex min-h-14 flex-wrap items-center justify-between gap-3 py-2">
      <span>{t.settings.theme}</span>
      <span className="flex rounded-md border border-line bg-page p-0.5">
        {themes.map(([value, label]) => (
          <label key={label} className="segment"><input type="radio" name={name} className="sr-only" checked={theme === value} onChange={() => pick(value)} />{label}</label>
        ))}
      </span>
    </div>
  );
}

function Switch({ name, label }: { name: keyof Preferences; label: string }) {
  const on = usePreferences((state) => state[name]);
  return (
    <label className="flex min-h-12 cursor-pointer items-center justify-between border-t border-line first:border-t-0">
      {label}
      <input type="checkbox" role="switch" className="h-5 w-5 accent-accent" checked={on} onChange={(event) => prefer({ [name]: event.target.checked })} />
    </label>
  );
}
