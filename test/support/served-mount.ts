import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { mountCalls } from './hanging-mount.ts';

/**
 * Serves the files of a folder as a file system of its own, until SIGUSR1 comes: from then on it
 * takes each request and answers none, or until a request comes that the file "hang-at" beside it names by number. SIGUSR2
 * lets it answer what it kept, and go on. Structures: <linux/fuse.h>, version 7.31. Nothing is cached.
 */
const server = `
  use strict; use Fcntl qw(:DEFAULT); use POSIX ();
  my ($call, $root, $folder) = @ARGV;
  sysopen(my $device, "/dev/fuse", O_RDWR) or die "open: $!";
  my @texts = ("served", $folder, "fuse.served", "fd=" . fileno($device) . ",rootmode=40000,user_id=0,group_id=0,allow_other");
  syscall($call + 0, $texts[0], $texts[1], $texts[2], 0, $texts[3]) == 0 or die "mount: $!";
  my ($hangs, $last) = (0, 1);
  my (%path, %node) = (1 => $root, $root => 1);
  %path = (1 => $root); %node = ($root => 1);
  $SIG{USR1} = sub { $hangs = 1 };
  my ($goesOn, @kept) = (0);
  $SIG{USR2} = sub { $goesOn = 1 };
  sub stops_at { my $op = shift; open(my $list, "<", "$root/../hang-at") or return 0; my $numbers = <$list> // ""; " $numbers " =~ / $op / }
  $| = 1; print "mounted\\n";
  sub node { my $at = shift; $node{$at} //= ++$last; $path{$node{$at}} = $at; $node{$at} }
  sub attr { my ($id, @s) = @_; pack("QQQQQQLLLLLLLLLL", $id, $s[7], $s[12] // 0, $s[8], $s[9], $s[10], 0, 0, 0, $s[2], $s[3], $s[4], $s[5], 0, 4096, 0) }
  sub entry { my $at = shift; my @s = lstat($at) or return (-($! + 0), ""); my $id = node($at); (0, pack("QQQQLL", $id, 0, 0, 0, 0, 0) . attr($id, @s)) }
  sub done { $_[0] ? (0, "") : (-($! + 0), "") }
  sub moved { my ($from, $to) = @_; return done(0) unless rename($from, $to); my $id = delete $node{$from}; if ($id) { $node{$to} = $id; $path{$id} = $to } (0, "") }
  my %files; my $lastFile = 0;
  sub opened { my ($at, $flags, $mode) = @_; sysopen(my $file, $at, $flags & ~O_NOFOLLOW, $mode // 0) or return 0; $files{++$lastFile} = $file; $lastFile }
  sub answer {
    my ($op, $id, $in) = @_; my $at = $path{$id} // "";
    my $in0 = sub { my ($skip) = @_; "$at/" . (split /\\0/, substr($in, $skip))[0] };
    if ($op == 26) { return (0, pack("LLLLSSLLSSLLLLLLL", 7, 31, 65536, 0, 12, 9, 65536, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
    if ($op == 1) { return entry($in0->(0)) }
    if ($op == 3) { my @s = lstat($at) or return (-2, ""); return (0, pack("QLL", 0, 0, 0) . attr($id, @s)) }
    if ($op == 4) { my ($valid, undef, undef, $size, undef, $atime, $mtime, undef, undef, undef, undef, $mode, undef, $uid, $gid) = unpack("LLQQQQQQLLLLLLL", $in);
      chmod($mode & 07777, $at) if $valid & 1; chown($valid & 2 ? $uid : -1, $valid & 4 ? $gid : -1, $at) if $valid & 6; truncate($at, $size) if $valid & 8;
      utime($atime, $mtime, $at) if ($valid & 48) == 48;
      my @s = lstat($at) or return (-2, ""); return (0, pack("QLL", 0, 0, 0) . attr($id, @s)) }
    if ($op == 5) { my $to = readlink($at); return defined $to ? (0, $to) : done(0) }
    if ($op == 9) { my ($mode) = unpack("L", $in); my $new = $in0->(8); return mkdir($new, $mode) ? entry($new) : done(0) }
    if ($op == 10) { return done(unlink($in0->(0))) }
    if ($op == 11) { return done(rmdir($in0->(0))) }
    if ($op == 12) { my ($to) = unpack("Q", $in); my @n = split /\\0/, substr($in, 8); return moved("$at/$n[0]", "$path{$to}/$n[1]") }
    if ($op == 45) { my ($to) = unpack("Q", $in); my @n = split /\\0/, substr($in, 16); return moved("$at/$n[0]", "$path{$to}/$n[1]") }
    if ($op == 14 or $op == 27) { my ($flags) = unpack("L", $in); my $fh = $op == 27 ? 0 : opened($at, $flags); return ($op == 27 or $fh) ? (0, pack("QLL", $fh, 1, 0)) : done(0) }
    if ($op == 15) { my ($fh, $offset, $size) = unpack("QQL", $in); sysseek($files{$fh}, $offset, 0); my $bytes = ""; sysread($files{$fh}, $bytes, $size); return (0, $bytes) }
    if ($op == 16) { my ($fh, $offset, $size) = unpack("QQL", $in); sysseek($files{$fh}, $offset, 0); my $n = syswrite($files{$fh}, substr($in, 40, $size)); return defined $n ? (0, pack("LL", $n, 0)) : done(0) }
    if ($op == 17) { return (0, pack("QQQQQLLLLLLLLLL", 1e6, 1e6, 1e6, 1e6, 1e6, 4096, 255, 4096, 0, 0, 0, 0, 0, 0, 0)) }
    if ($op == 18) { my ($fh) = unpack("Q", $in); delete $files{$fh}; return (0, "") }
    if ($op == 20 or $op == 25 or $op == 29 or $op == 30 or $op == 34) { return (0, "") }
    if ($op == 28) { my (undef, $offset, $size) = unpack("QQL", $in); opendir(my $dir, $at) or return done(0); my @names = sort readdir $dir; my ($out, $n) = ("", 0);
      for my $entry (@names) { $n++; next if $n <= $offset; my $packed = pack("QQLL", 1, $n, length $entry, 0) . $entry; $packed .= "\\0" x (-length($packed) % 8); last if length($out) + length($packed) > $size; $out .= $packed }
      return (0, $out) }
    if ($op == 35) { my ($flags, $mode) = unpack("LL", $in); my $new = $in0->(16); my $fh = opened($new, $flags | O_CREAT, $mode) or return done(0); my ($error, $entry) = entry($new); return ($error, $entry . pack("QLL", $fh, 1, 0)) }
    if ($op == 22) { return (-61, "") }
    return (-38, "");
  }
  sub reply { my $request = shift; my (undef, $op, $unique, $id) = unpack("LLQQ", $request);
    my ($error, $out) = answer($op, $id, substr($request, 40)); $out = "" if $error;
    syswrite($device, pack("LlQ", 16 + length $out, $error, $unique) . $out) }
  for (;;) {
    if ($goesOn) { ($goesOn, $hangs) = (0, 0); reply($_) for splice @kept }
    my $n = sysread($device, my $request, 200000);
    if (!defined $n) { next if $!{EINTR} or $!{ENOENT}; exit }
    my (undef, $op, $unique, $id) = unpack("LLQQ", $request);
    next if $op == 2 or $op == 36 or $op == 42;
    $hangs = 1 if !$hangs and stops_at($op);
    if ($hangs) { push @kept, $request; next }
    reply($request);
  }
`;

/** The numbers of the requests in <linux/fuse.h>. */
const callNumbers = { create: '35', write: '16', fsync: '20', rename: '12 45', unlink: '10' };

export interface ServedMount {
  readonly folder: string;
  /** From now on no call returns. */
  hang(): void;
  /** The next call of this kind does not return, and none after it. */
  hangAt(call: keyof typeof callNumbers): void;
  /** All calls return from now on, those first that wait. */
  goOn(): void;
  /** The server ends, so that each call fails at once, and those that wait. */
  die(): void;
}

/** Makes a mount that works, until it is told to hang. Lasts until the test ends. */
export async function servedMount(): Promise<ServedMount> {
  const base = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-served-'));
  const [root, folder] = ['files', 'mount'].map((name) => path.join(base, name)) as [string, string];
  for (const made of [root, folder]) mkdirSync(made);
  const call = String(mountCalls[process.arch]);
  const child = spawn('perl', ['-e', server, call, root, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    spawnSync('umount', ['--lazy', folder]);
    rmSync(base, { recursive: true, force: true });
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.stderr.once('data', (data: Buffer) => reject(new Error(data.toString())));
    child.once('error', reject);
  });
  return {
    folder,
    hang: () => void child.kill('SIGUSR1'),
    hangAt: (call) => writeFileSync(path.join(base, 'hang-at'), callNumbers[call]),
    goOn() {
      rmSync(path.join(base, 'hang-at'), { force: true });
      child.kill('SIGUSR2');
    },
    die: () => void child.kill('SIGKILL'),
  };
}
