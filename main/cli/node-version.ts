/** Whether a Node.js, such as `18.20.4`, is older than README asks for. Neither npm nor a package keeps it from starting us. */
export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
}
