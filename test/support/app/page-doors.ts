/** Runs in a page and tries to reach `to`, an http address that nobody else asks for. It may throw. */
type Door = (to: string) => unknown;

/** The ways out that a script has. */
const scripts: Readonly<Record<string, Door>> = {
  fetch: (to) => void fetch(to, { mode: 'no-cors' }).catch(() => {}),
  'lasting-fetch': (to) => void fetch(to, { mode: 'no-cors', keepalive: true }).catch(() => {}),
  'xml-http-request': (to) => {
    const request = new XMLHttpRequest();
    request.open('POST', to);
    request.send('x');
  },
  beacon: (to) => navigator.sendBeacon(to, 'x'),
  'event-source': (to) => void new EventSource(to),
  'web-socket': (to) => void new WebSocket(to.replace('http:', 'ws:')),
  'web-transport': (to) => void new WebTransport(to.replace('http:', 'https:')).ready.catch(() => {}),
  'image-object': (to) => {
    new Image().src = to;
  },
  'font-object': (to) => void new FontFace('x', `url(${to})`).load().catch(() => {}),
  'style-property': (to) => {
    document.body.style.backgroundImage = `url(${to})`;
  },
  'constructed-sheet': (to) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { cursor: url(${to}), auto }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
  'style-import': (to) => {
    const style = document.createElement('style');
    style.textContent = `@import url(${to});`;
    document.head.append(style);
  },
  form: (to) => {
    const frame = document.createElement('iframe');
    frame.name = 'target';
    const form = document.createElement('form');
    Object.assign(form, { action: to, method: 'post', target: 'target' });
    document.body.append(frame, form);
    form.submit();
  },
  window: (to) => void open(to),
  'module-worker': (to) => void new Worker(`data:text/javascript,fetch('${to}',{mode:'no-cors'})`),
  'blob-worker': (to) => {
    const text = new Blob([`fetch('${to}',{mode:'no-cors'})`], { type: 'text/javascript' });
    return void new Worker(URL.createObjectURL(text));
  },
  'shared-worker': (to) => void new SharedWorker(`data:text/javascript,fetch('${to}',{mode:'no-cors'})`),
  'audio-worklet': (to) => void new AudioContext().audioWorklet.addModule(to).catch(() => {}),
  'script-in-frame': (to) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    void frame.contentWindow?.fetch(to, { mode: 'no-cors' }).catch(() => {});
  },
  'markup-in-frame': (to) => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<img src="${to}">`;
    document.body.append(frame);
  },
  ping: (to) => {
    const link = document.createElement('a');
    Object.assign(link, { href: '#here', ping: to });
    document.body.append(link);
    link.click();
  },
  'web-rtc': (to) => {
    const servers = ['udp', 'tcp'].map((how) => `turn:${new URL(to).host}?transport=${how}`);
    const connection = new RTCPeerConnection({ iceServers: [{ urls: servers, username: 'x', credential: 'x' }] });
    connection.createDataChannel('x');
    void connection.createOffer().then((offer) => connection.setLocalDescription(offer));
  },
};

/** Elements that load something, by their attributes; TO stands for the address. */
const elements: Readonly<Record<string, readonly [tag: string, attributes: Readonly<Record<string, string>>]>> = {
  ...Object.fromEntries(
    ['prefetch', 'stylesheet', 'modulepreload', 'dns-prefetch'].map((rel) => [
      `link-${rel}`,
      ['link', { rel, href: 'TO' }],
    ]),
  ),
  ...Object.fromEntries(
    ['image', 'script', 'style', 'font', 'fetch'].map((as) => [
      `preload-${as}`,
      ['link', { rel: 'preload', as, href: 'TO' }],
    ]),
  ),
  img: ['img', { src: 'TO' }],
  srcset: ['img', { srcset: 'TO 1x' }],
  script: ['script', { src: 'TO' }],
  iframe: ['iframe', { src: 'TO' }],
  embed: ['embed', { src: 'TO' }],
  object: ['object', { data: 'TO' }],
  video: ['video', { src: 'TO', preload: 'auto' }],
  poster: ['video', { poster: 'TO' }],
  audio: ['audio', { src: 'TO', preload: 'auto' }],
  input: ['input', { type: 'image', src: 'TO' }],
};

/** Each way out, by a name that can stand in an address: what to run in the page, and what to give it. */
type PageDoor = readonly [name: string, run: (given: string) => unknown, given: (to: string) => string];

export const pageDoors: readonly PageDoor[] = [
  ...Object.entries(scripts).map(([name, run]): PageDoor => [name, run, (to) => to]),
  ...Object.entries(elements).map(
    ([name, element]): PageDoor => [name, addElement, (to) => JSON.stringify(element).replaceAll('TO', to)],
  ),
];

function addElement(described: string): void {
  const [tag, attributes] = JSON.parse(described) as [string, Record<string, string>];
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
}
