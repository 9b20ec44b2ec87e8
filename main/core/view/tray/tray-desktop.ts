/** A desktop, or a family of them, on which the way to a tray is known (docs/facts/desktop.md §5). */
export type TrayDesktop =
  | 'gnome'
  | 'ubuntu'
  | 'plasma'
  | 'xfce'
  | 'cinnamon'
  | 'mate'
  | 'lxqt'
  | 'budgie'
  | 'cosmic'
  | 'pantheon'
  | 'sway'
  | 'wayland-bar'
  | 'x11-bar'
  | 'other';

/** The names in `XDG_CURRENT_DESKTOP`, in lower case. */
const desktops: Readonly<Record<string, TrayDesktop>> = {
  gnome: 'gnome',
  kde: 'plasma',
  xfce: 'xfce',
  'x-cinnamon': 'cinnamon',
  cinnamon: 'cinnamon',
  mate: 'mate',
  lxqt: 'lxqt',
  budgie: 'budgie',
  cosmic: 'cosmic',
  pantheon: 'pantheon',
  sway: 'sway',
  hyprland: 'wayland-bar',
  niri: 'wayland-bar',
  river: 'wayland-bar',
  wayfire: 'wayland-bar',
  labwc: 'wayland-bar',
  wlroots: 'wayland-bar',
  i3: 'x11-bar',
  bspwm: 'x11-bar',
  awesome: 'x11-bar',
  // Relatives of GNOME with a panel of their own.
  'gnome-flashback': 'other',
  unity: 'other',
};

/**
 * The desktop that `XDG_CURRENT_DESKTOP` names: a list, the most specific first, such as "ubuntu:GNOME" or
 * "Budgie:GNOME". The first known name counts.
 */
export function trayDesktopOf(xdgCurrentDesktop: string): TrayDesktop {
  const names = xdgCurrentDesktop.toLowerCase().split(':');
  const known = names.find((name) => Object.hasOwn(desktops, name));
  const desktop = (known === undefined ? undefined : desktops[known]) ?? 'other';
  return desktop === 'gnome' && names.includes('ubuntu') ? 'ubuntu' : desktop;
}
