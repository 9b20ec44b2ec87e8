import api from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

/**
 * The parts of undici that send a request, without its `fetch`, caches, cookies, mocks and WebSockets: all of it would be
 * three times as much code to ship and to load. The next line is also the first thing that undici's own index does.
 */
Object.assign(Dispatcher.prototype, api);

export { Agent, type Dispatcher, EnvHttpProxyAgent };
