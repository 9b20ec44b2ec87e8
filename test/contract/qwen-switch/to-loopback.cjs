// Loaded into the real client by NODE_OPTIONS. Redirects all its TLS connections to this machine and changes nothing
// else: its encryption and the requested host names stay the same.
const tls = require('node:tls');
const { syncBuiltinESMExports } = require('node:module');

const port = Number(process.env['QWEN_GAUGE_TEST_TLS_PORT']);
const { connect } = tls;

tls.connect = function connectHere(options, ...rest) {
  if (typeof options !== 'object' || options.socket) return connect.call(this, options, ...rest);
  const servername = options.servername || options.host;
  return connect.call(this, { ...options, servername, host: '127.0.0.1', port, path: undefined }, ...rest);
};
syncBuiltinESMExports();
