import type { Specs } from '../spec.ts';

/** `docker container`: its commands and their flags as Docker 28.2.2 has them. */
export const containerSpecs: Specs = {
  attach: { use: '[OPTIONS] CONTAINER', args: [1, 1], flags: 'detach-keys:string no-stdin sig-proxy' },
  commit: {
    use: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
    args: [1, 2],
    flags: 'author,a:string change,c:list message,m:string pause,p',
  },
  cp: {
    use: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
    args: [2, 2],
    flags: 'archive,a follow-link,L quiet,q',
  },
  create: {
    use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
    args: [1],
    stop: true,
    flags: `
      add-host:list annotation:map attach,a:list blkio-weight:uint16 blkio-weight-device:list cap-add:list
      cap-drop:list cgroup-parent:string cgroupns:string cidfile:string cpu-count:int cpu-percent:int
      cpu-period:int cpu-quota:int cpu-rt-period:int cpu-rt-runtime:int cpu-shares,c:int cpus:decimal
      cpuset-cpus:string cpuset-mems:string device:list device-cgroup-rule:list device-read-bps:list
      device-read-iops:list device-write-bps:list device-write-iops:list disable-content-trust dns:list
      dns-option:list dns-search:list domainname:string entrypoint:string env,e:list env-file:list expose:list
      gpus:gpu-request group-add:list health-cmd:string health-interval:duration health-retries:int
      health-start-interval:duration health-start-period:duration health-timeout:duration help
      hostname,h:string init interactive,i io-maxbandwidth:bytes io-maxiops:uint ip:string ip6:string
      ipc:string isolation:string kernel-memory:bytes label,l:list label-file:list link:list
      link-local-ip:list log-driver:string log-opt:list mac-address:string memory,m:bytes
      memory-reservation:bytes memory-swap:bytes memory-swappiness:int mount:mount name:string network:network
      network-alias:list no-healthcheck oom-kill-disable oom-score-adj:int pid:string pids-limit:int
      platform:string privileged publish,p:list publish-all,P pull:string quiet,q read-only restart:string rm
      runtime:string security-opt:list shm-size:bytes stop-signal:string stop-timeout:int storage-opt:list
      sysctl:map tmpfs:list tty,t ulimit:ulimit use-api-socket user,u:string userns:string uts:string
      volume,v:list volume-driver:string volumes-from:list workdir,w:string`,
  },
  diff: { use: 'CONTAINER', args: [1, 1] },
  exec: {
    use: '[OPTIONS] CONTAINER COMMAND [ARG...]',
    args: [2],
    stop: true,
    flags: `
      detach,d detach-keys:string env,e:list env-file:list interactive,i privileged tty,t user,u:string
      workdir,w:string`,
  },
  export: { use: '[OPTIONS] CONTAINER', args: [1, 1], flags: 'output,o:string' },
  inspect: { use: '[OPTIONS] CONTAINER [CONTAINER...]', args: [1], flags: 'format,f:string size,s' },
  kill: { use: '[OPTIONS] CONTAINER [CONTAINER...]', args: [1], flags: 'signal,s:string' },
  logs: {
    use: '[OPTIONS] CONTAINER',
    args: [1, 1],
    flags: 'details follow,f since:string tail,n:string timestamps,t until:string',
  },
  ls: {
    use: '[OPTIONS]',
    args: [0, 0],
    aliases: ['list', 'ps'],
    flags: 'all,a filter,f:filter format:string last,n:int latest,l no-trunc quiet,q size,s',
  },
  pause: { use: 'CONTAINER [CONTAINER...]', args: [1] },
  port: { use: 'CONTAINER [PRIVATE_PORT[/PROTO]]', args: [1, 2] },
  prune: { use: '[OPTIONS]', args: [0, 0], flags: 'filter:filter force,f' },
  rename: { use: 'CONTAINER NEW_NAME', args: [2, 2] },
  restart: { use: '[OPTIONS] CONTAINER [CONTAINER...]', args: [1], flags: 'signal,s:string timeout,t:int' },
  rm: { use: '[OPTIONS] CONTAINER [CONTAINER...]', args: [1], aliases: ['remove'], flags: 'force,f link,l volumes,v' },
  run: {
    use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
    args: [1],
    stop: true,
    flags: `
      add-host:list annotation:map attach,a:list blkio-weight:uint16 blkio-weight-device:list cap-add:list
      cap-drop:list cgroup-parent:string cgroupns:string cidfile:string cpu-count:int cpu-percent:int
      cpu-period:int cpu-quota:int cpu-rt-period:int cpu-rt-runtime:int cpu-shares,c:int cpus:decimal
      cpuset-cpus:string cpuset-mems:string detach,d detach-keys:string device:list device-cgroup-rule:list
      device-read-bps:list device-read-iops:list device-write-bps:list device-write-iops:list
      disable-content-trust dns:list dns-option:list dns-search:list domainname:string entrypoint:string
      env,e:list env-file:list expose:list gpus:gpu-request group-add:list health-cmd:string
      health-interval:duration health-retries:int health-start-interval:duration health-start-period:duration
      health-timeout:duration help hostname,h:string init interactive,i io-maxbandwidth:bytes io-maxiops:uint
      ip:string ip6:string ipc:string isolation:string kernel-memory:bytes label,l:list label-file:list
      link:list link-local-ip:list log-driver:string log-opt:list mac-address:string memory,m:bytes
      memory-reservation:bytes memory-swap:bytes memory-swappiness:int mount:mount name:string network:network
      network-alias:list no-healthcheck oom-kill-disable oom-score-adj:int pid:string pids-limit:int
      platform:string privileged publish,p:list publish-all,P pull:string quiet,q read-only restart:string rm
      runtime:string security-opt:list shm-size:bytes sig-proxy stop-signal:string stop-timeout:int
      storage-opt:list sysctl:map tmpfs:list tty,t ulimit:ulimit use-api-socket user,u:string userns:string
      uts:string volume,v:list volume-driver:string volumes-from:list workdir,w:string`,
  },
  start: {
    use: '[OPTIONS] CONTAINER [CONTAINER...]',
    args: [1],
    flags: 'attach,a checkpoint:string checkpoint-dir:string detach-keys:string interactive,i',
  },
  stats: { use: '[OPTIONS] [CONTAINER...]', args: [0], flags: 'all,a format:string no-stream no-trunc' },
  stop: { use: '[OPTIONS] CONTAINER [CONTAINER...]', args: [1], flags: 'signal,s:string timeout,t:int' },
  top: { use: 'CONTAINER [ps OPTIONS]', args: [1], stop: true },
  unpause: { use: 'CONTAINER [CONTAINER...]', args: [1] },
  update: {
    use: '[OPTIONS] CONTAINER [CONTAINER...]',
    args: [1],
    flags: `
      blkio-weight:uint16 cpu-period:int cpu-quota:int cpu-rt-period:int cpu-rt-runtime:int cpu-shares,c:int
      cpus:decimal cpuset-cpus:string cpuset-mems:string memory,m:bytes memory-reservation:bytes
      memory-swap:bytes pids-limit:int restart:string`,
  },
  wait: { use: 'CONTAINER [CONTAINER...]', args: [1] },
};
