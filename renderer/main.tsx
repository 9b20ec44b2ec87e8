import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../preload/contract.ts';
import { App } from './App.tsx';
import { createStateStore } from './state.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/remarks.css';
import './styles/fields.css';
import './styles/choices.css';
import './styles/verdict.css';
import './styles/quota.css';
import './styles/pools.css';
import './styles/session.css';
import './styles/providers.css';
import './styles/diff.css';
import './styles/chart.css';
import './styles/history.css';
import './styles/forced.css';

declare global {
  interface Window {
    /** Set by the preload; absent only where the page is opened outside the app. */
    readonly gauge?: Bridge;
  }
}

/** The bridge to main. Without the preload every call is rejected, and the screens show that as an error text. */
const bridge: Bridge = window.gauge ?? {
  invoke: () => Promise.reject(new Error('no bridge')),
  subscribe: () => () => {},
};

const monotonic = (): number => performance.now();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App bridge={bridge} store={createStateStore(bridge, monotonic)} monotonic={monotonic} />
    </StrictMode>,
  );
}
