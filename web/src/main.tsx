import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { AuthGate } from './auth/auth_gate';
import { askWhoIAm } from './auth/session';
import { queryClient } from './state/queries';
import './styles.css';

void askWhoIAm();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<QueryClientProvider client={queryClient}><AuthGate><App /></AuthGate></QueryClientProvider>);
