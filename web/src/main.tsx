import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { AuthGate } from './auth/auth_gate';
import { askWhoIAm, followSession } from './auth/session';
import { fetchAhead } from './parts';
import { readRoute } from './router/route';
import { queryClient } from './state/queries';
import './styles.css';

void askWhoIAm();
followSession();
fetchAhead(readRoute(window.location.hash).page === 'builder');
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<QueryClientProvider client={queryClient}><AuthGate><App /></AuthGate></QueryClientProvider>);
