import { Component, type ReactNode } from 'react';
import { t } from '../texts';

/** A mistake in one page leaves the frame and the work in the browser. */
export class FailureBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <section role="alert" className="m-auto flex max-w-prose flex-col gap-3 p-6">
        <h1 className="text-l font-semibold">{t.app.failed}</h1>
        <p className="text-muted">{t.app.failedHelp}</p>
        <pre className="overflow-x-auto rounded-md border border-line bg-surface p-3 text-s">{this.state.error.message}</pre>
        <button type="button" className="button self-start" onClick={() => window.location.reload()}>{t.app.reload}</button>
      </section>
    );
  }
}
