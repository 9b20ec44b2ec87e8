import { WebSocket } from 'undici';

/**
 * Reloads every page of an Electron that was started with `--remote-debugging-port`.
 * @param {number} port
 */
export async function reloadPages(port) {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`);
  /** @type {readonly { type: string, webSocketDebuggerUrl: string }[]} */
  const targets = JSON.parse(await response.text());
  const pages = targets.filter(({ type }) => type === 'page');
  await Promise.all(pages.map(({ webSocketDebuggerUrl }) => reload(webSocketDebuggerUrl)));
}

/**
 * @param {string} address
 * @returns {Promise<void>} settles once the page has taken the order
 */
function reload(address) {
  const socket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'Page.reload' }));
    socket.onerror = () => reject(new Error(`${address} cannot be reached`));
    socket.onmessage = () => {
      socket.close();
      resolve();
    };
  });
}
