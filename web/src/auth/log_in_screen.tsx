import { LogIn } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { asApiError, type ApiError } from '../api/problem';
import { t } from '../texts';
import { ProblemNote } from '../ui/problem_note';
import { logIn } from './session';

export function LogInScreen({ why }: { why: string | null }) {
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setBusy(true);
    setError(null);
    logIn(textOf(given, 'user').trim(), textOf(given, 'password')).catch((reason: unknown) => {
      setError(asApiError(reason));
      setBusy(false);
      form.querySelector<HTMLInputElement>('[name=password]')?.select();
    });
  };
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form onSubmit={submit} className="panel flex w-[min(22rem,100%)] flex-col gap-4 p-6" aria-labelledby="log-in">
        <h1 id="log-in" className="flex items-center gap-2 text-l font-semibold">
          <img src="/favicon.svg" alt="" className="h-7 w-7" />
          {t.app.name}
        </h1>
        {why !== null && error === null && <p role="status" className="text-muted">{why}</p>}
        <Field name="user" label={t.auth.user} complete="username" first />
        <Field name="password" label={t.auth.password} complete="current-password" />
        {error !== null && <ProblemNote error={error} />}
        <button type="submit" className="button button-primary" disabled={busy}>
          <LogIn size="1rem" aria-hidden />
          {busy ? t.auth.loggingIn : t.auth.logIn}
        </button>
      </form>
    </main>
  );
}

interface FieldProps {
  name: 'user' | 'password';
  label: string;
  complete: string;
  first?: boolean;
}

function Field({ name, label, complete, first = false }: FieldProps) {
  return (
    <label className="flex flex-col gap-1 font-medium">
      {label}
      <input
        name={name}
        type={name === 'password' ? 'password' : 'text'}
        autoComplete={complete}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={first}
        required
        className="h-9 rounded-md border border-line bg-page px-3 font-normal text-text"
      />
    </label>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
