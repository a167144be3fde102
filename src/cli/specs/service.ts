import type { Specs } from '../spec.ts';

/** `docker service`: its commands and their flags as Docker 28.2.2 has them. */
export const serviceSpecs: Specs = {
  create: {
    use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
    args: [1],
    stop: true,
    flags: `
      cap-add:list cap-drop:list config:config constraint:list container-label:list
      credential-spec:credential-spec detach,d dns:list dns-option:list dns-search:list endpoint-mode:string
      entrypoint:command env,e:list env-file:list generic-resource:list group:list health-cmd:string
      health-interval:duration health-retries:int health-start-interval:duration health-start-period:duration
      health-timeout:duration host:list hostname:string init isolation:string label,l:list limit-cpu:decimal
      limit-memory:bytes limit-pids:int log-driver:string log-opt:list max-concurrent:uint mode:string
      mount:mount name:string network:network no-healthcheck no-resolve-image oom-score-adj:int
      placement-pref:pref publish,p:port quiet,q read-only replicas:uint replicas-max-per-node:uint
      reserve-cpu:decimal reserve-memory:bytes restart-condition:string restart-delay:duration
      restart-max-attempts:uint restart-window:duration rollback-delay:duration rollback-failure-action:string
      rollback-max-failure-ratio:float rollback-monitor:duration rollback-order:string
      rollback-parallelism:uint secret:secret stop-grace-period:duration stop-signal:string sysctl:list tty,t
      ulimit:ulimit update-delay:duration update-failure-action:string update-max-failure-ratio:float
      update-monitor:duration update-order:string update-parallelism:uint user,u:string with-registry-auth
      workdir,w:string`,
  },
  inspect: { use: '[OPTIONS] SERVICE [SERVICE...]', args: [1], flags: 'format,f:string pretty' },
  logs: {
    use: '[OPTIONS] SERVICE|TASK',
    args: [1, 1],
    flags: `
      details follow,f no-resolve no-task-ids no-trunc raw since:string tail,n:string timestamps,t`,
  },
  ls: { use: '[OPTIONS]', args: [0, 0], aliases: ['list'], flags: 'filter,f:filter format:string quiet,q' },
  ps: {
    use: '[OPTIONS] SERVICE [SERVICE...]',
    args: [1],
    flags: 'filter,f:filter format:string no-resolve no-trunc quiet,q',
  },
  rm: { use: 'SERVICE [SERVICE...]', args: [1], aliases: ['remove'] },
  rollback: { use: '[OPTIONS] SERVICE', args: [1, 1], flags: 'detach,d quiet,q' },
  scale: { use: 'SERVICE=REPLICAS [SERVICE=REPLICAS...]', args: [1], flags: 'detach,d' },
  update: {
    use: '[OPTIONS] SERVICE',
    args: [1, 1],
    flags: `
      args:command cap-add:list cap-drop:list config-add:config config-rm:list constraint-add:list
      constraint-rm:list container-label-add:list container-label-rm:list credential-spec:credential-spec
      detach,d dns-add:list dns-option-add:list dns-option-rm:list dns-rm:list dns-search-add:list
      dns-search-rm:list endpoint-mode:string entrypoint:command env-add:list env-rm:list force
      generic-resource-add:list generic-resource-rm:list group-add:list group-rm:list health-cmd:string
      health-interval:duration health-retries:int health-start-interval:duration health-start-period:duration
      health-timeout:duration host-add:list host-rm:list hostname:string image:string init isolation:string
      label-add:list label-rm:list limit-cpu:decimal limit-memory:bytes limit-pids:int log-driver:string
      log-opt:list max-concurrent:uint mount-add:mount mount-rm:list network-add:network network-rm:list
      no-healthcheck no-resolve-image oom-score-adj:int placement-pref-add:pref placement-pref-rm:pref
      publish-add:port publish-rm:port quiet,q read-only replicas:uint replicas-max-per-node:uint
      reserve-cpu:decimal reserve-memory:bytes restart-condition:string restart-delay:duration
      restart-max-attempts:uint restart-window:duration rollback rollback-delay:duration
      rollback-failure-action:string rollback-max-failure-ratio:float rollback-monitor:duration
      rollback-order:string rollback-parallelism:uint secret-add:secret secret-rm:list
      stop-grace-period:duration stop-signal:string sysctl-add:list sysctl-rm:list tty,t ulimit-add:ulimit
      ulimit-rm:list update-delay:duration update-failure-action:string update-max-failure-ratio:float
      update-monitor:duration update-order:string update-parallelism:uint user,u:string with-registry-auth
      workdir,w:string`,
  },
};
