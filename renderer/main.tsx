import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { bridge } from './bridge.ts';
import { createStateStore } from './state.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/banners.css';
import './styles/controls.css';
import './styles/remarks.css';
import './styles/fields.css';
import './styles/choices.css';
import './styles/headline.css';
import './styles/quota.css';
import './styles/first-load.css';
import './styles/session.css';
import './styles/providers.css';
import './styles/diff.css';
import './styles/history.css';
import './styles/preferences.css';
import './styles/forced.css';

const monotonic = (): number => performance.now();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App bridge={bridge} store={createStateStore(bridge, monotonic)} monotonic={monotonic} />
    </StrictMode>,
  );
}
