import { describe, expect, it } from 'vitest';
import { type TrayDesktop, trayDesktopOf } from '../../../../../main/core/view/tray/tray-desktop.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';

/** `XDG_CURRENT_DESKTOP` as the desktops set it, and what the way to a tray is about. */
const desktops: readonly (readonly [string, TrayDesktop, RegExp])[] = [
  ['GNOME', 'gnome', /AppIndicator and KStatusNotifierItem Support/],
  ['GNOME-Classic:GNOME', 'gnome', /gnome-shell-extension-appindicator/],
  ['pop:GNOME', 'gnome', /AppIndicator/],
  ['ubuntu:GNOME', 'ubuntu', /ubuntu-appindicators@ubuntu\.com/],
  ['KDE', 'plasma', /System Tray|系统托盘/],
  ['XFCE', 'xfce', /Status Tray Plugin|状态栏插件/],
  ['X-Cinnamon', 'cinnamon', /XApp Status Applet/],
  ['MATE', 'mate', /Notification Area|通知区域/],
  ['LXQt', 'lxqt', /Status Notifier Plugin/],
  ['Budgie:GNOME', 'budgie', /System Tray/],
  ['COSMIC', 'cosmic', /Notifications Tray|通知托盘/],
  ['Pantheon', 'pantheon', /Pantheon/],
  ['sway:wlroots', 'sway', /tray_output none.*Waybar/],
  ['Hyprland', 'wayland-bar', /Waybar/],
  ['niri', 'wayland-bar', /Waybar/],
  ['labwc:wlroots', 'wayland-bar', /Waybar/],
  ['i3', 'x11-bar', /snixembed/],
  ['GNOME-Flashback:GNOME', 'other', /StatusNotifier/],
  ['Unity:Unity7:ubuntu', 'other', /StatusNotifier/],
  ['Deepin', 'other', /StatusNotifier/],
  ['constructor', 'other', /StatusNotifier/],
  ['', 'other', /StatusNotifier/],
];

describe('the way to a tray', () => {
  it.each(desktops)('on %s is that of %s', (xdgCurrentDesktop, desktop, wayOut) => {
    for (const spelled of [xdgCurrentDesktop, xdgCurrentDesktop.toLowerCase(), xdgCurrentDesktop.toUpperCase()]) {
      expect(trayDesktopOf(spelled)).toBe(desktop);
    }
    for (const language of languages) {
      expect(wordsFor(language).startProblems['no-tray'](xdgCurrentDesktop).wayOut).toMatch(wayOut);
    }
  });
});
