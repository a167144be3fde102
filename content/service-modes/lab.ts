import { conv, defineLesson, empty, kept, mode, on, seen } from '../../src/lessons/index.ts';

export default defineLesson({
  id: 'service-modes',
  number: 3,
  title: { ko: '서비스 모드', en: 'Service modes' },
  minutes: 12,
  start: 'S3+1',
  steps: [
    {
      id: 'replicated',
      title: { ko: '복제 모드로 만들어요', en: 'Create a replicated service' },
      goal: {
        ko: 'myweb을 복제 모드로 만들어 태스크 2개를 띄워요.',
        en: 'Run myweb as a replicated service with two tasks.',
      },
      checks: [mode('myweb', 'replicated'), conv('myweb', 2)],
      hint: {
        ko: '`docker service ls`의 MODE 열과 REPLICAS 열에 무엇이 있나요?',
        en: 'What do the MODE and REPLICAS columns of `docker service ls` show?',
      },
      solution: ['docker service create --name myweb --replicas 2 -p 80:80 nginx'],
      alternatives: [
        ['docker service create -d --name myweb --mode replicated --replicas=2 nginx'],
        ['docker service create --name myweb -p 80:80 nginx', 'docker service update -d --replicas 2 myweb'],
      ],
      nearMisses: [
        {
          actions: ['docker service create --name myweb -p 80:80 nginx'],
          unmet: 'conv(myweb,2)',
          message: {
            ko: 'myweb의 태스크 수가 1개로 정해져 있어요. 2개여야 해요.',
            en: 'The number of tasks of myweb is set to 1; it should be 2.',
          },
        },
        {
          actions: ['docker service create --name myweb --mode global -p 80:80 nginx'],
          unmet: 'mode(myweb,replicated)',
          message: { ko: 'myweb의 모드가 global이에요.', en: 'myweb runs as global.' },
        },
        {
          actions: ['docker service create --name web --replicas 2 -p 80:80 nginx'],
          unmet: 'conv(myweb,2)',
          message: { ko: '서비스 myweb이 없어요.', en: 'Service myweb does not exist.' },
        },
      ],
      expects: [
        {
          run: `docker service create -d --name plain nginx && docker service inspect -f '{{.Spec.Mode.Replicated.Replicas}}' plain`,
          stdout: '\n1\n',
        },
      ],
      outputs: {
        created: { run: 'docker service ls', mark: /2\/2/ },
      },
    },
    {
      id: 'scale-up',
      title: { ko: '레플리카를 4개로 늘려요', en: 'Scale to four' },
      goal: { ko: 'myweb의 레플리카를 4개로 늘려요.', en: 'Scale myweb to four replicas.' },
      checks: [conv('myweb', 4)],
      hint: {
        ko: '`docker service ls`의 REPLICAS 열에서 뒤의 숫자는 무엇을 뜻하나요?',
        en: 'In the REPLICAS column of `docker service ls`, what does the second number say?',
      },
      solution: ['docker service scale myweb=4'],
      alternatives: [['docker service update --replicas 4 myweb'], ['docker service scale -d myweb=4']],
      nearMisses: [
        {
          actions: ['docker service scale myweb=3'],
          unmet: 'conv(myweb,4)',
          message: {
            ko: 'myweb의 태스크 수가 3개로 정해져 있어요. 4개여야 해요.',
            en: 'The number of tasks of myweb is set to 3; it should be 4.',
          },
        },
        { actions: ['docker service scael myweb=4'], unmet: 'conv(myweb,4)', diagnosis: 'misspelt' },
      ],
      expects: [
        {
          at: 'start',
          run: 'docker service scael myweb=4',
          stderr: 'docker: unknown command: docker service scael',
          exit: 1,
        },
        { at: 'start', run: 'docker service scale myweb=4', stdout: 'myweb scaled to 4\n' },
        {
          run: `docker service ps -f desired-state=running --format '{{.Node}}' myweb | sort | uniq -c | sort -rn | awk '{print $1}'`,
          stdout: '2\n1\n1\n',
        },
      ],
      predictions: {
        where: {
          question: {
            ko: '태스크는 4개, 노드는 3대예요. 어떻게 나뉠까요?',
            en: 'Four tasks, three nodes. How will they be spread?',
          },
          options: {
            '2-1-1': { ko: '한 노드에 2개, 나머지에 1개씩', en: 'Two on one node, one on each other' },
            '4-0-0': { ko: '가장 한가한 노드에 4개 모두', en: 'All four on the idlest node' },
            '1-1-1': { ko: '노드마다 1개, 하나는 대기', en: 'One on each, one waits' },
          },
          answer: '2-1-1',
          reason: {
            ko: '스케줄러는 이 서비스의 태스크가 가장 적은 노드부터 골라요. CPU 사용량은 보지 않아요.',
            en: 'The scheduler takes the node with the fewest tasks of this service first. CPU load plays no part.',
          },
        },
      },
      outputs: {
        spread: { run: 'docker service ps myweb', mark: /myweb\.[34]/ },
      },
    },
    {
      id: 'to-zero',
      title: { ko: '지우지 않고 멈춰요', en: 'Stop without deleting' },
      goal: { ko: 'myweb을 0개로 줄였다가 다시 2개로 늘려요.', en: 'Scale myweb to zero, then back to two.' },
      checks: [seen(empty('myweb'), { ko: '태스크가 0개인 myweb', en: 'myweb with no tasks' }), conv('myweb', 2)],
      hint: {
        ko: '0개로 줄인 뒤에도 `docker service ls`에 myweb이 남아 있나요?',
        en: 'After scaling to zero, is myweb still in `docker service ls`?',
      },
      solution: ['docker service scale myweb=0', 'docker service scale myweb=2'],
      alternatives: [
        ['docker service update --replicas 0 myweb', 'docker service update --replicas 2 myweb'],
        ['docker service scale -d myweb=0', 'sleep 5', 'docker service scale -d myweb=2'],
      ],
      nearMisses: [
        {
          actions: ['docker service scale myweb=2'],
          unmet: 'seen(empty(myweb))',
          message: { ko: '아직 보지 못했어요: 태스크가 0개인 myweb.', en: 'Not seen yet: myweb with no tasks.' },
        },
        {
          actions: ['docker service rm myweb', 'docker service create --name myweb --replicas 2 -p 80:80 nginx'],
          unmet: 'seen(empty(myweb))',
          message: { ko: '아직 보지 못했어요: 태스크가 0개인 myweb.', en: 'Not seen yet: myweb with no tasks.' },
        },
        {
          actions: ['docker service scale myweb=0'],
          unmet: 'conv(myweb,2)',
          message: {
            ko: 'myweb의 태스크 수가 0개로 정해져 있어요. 2개여야 해요.',
            en: 'The number of tasks of myweb is set to 0; it should be 2.',
          },
        },
      ],
      expects: [{ at: 'start', run: 'docker service scale -d myweb=0; docker service ls', stdout: '4/0' }],
      outputs: {
        emptying: { at: 'start', run: 'docker service scale -d myweb=0; docker service ls', mark: /4\/0/ },
      },
    },
    {
      id: 'global',
      title: { ko: '글로벌 서비스를 만들어요', en: 'Create a global service' },
      goal: { ko: 'global_web을 노드마다 하나씩 띄워요.', en: 'Run global_web once on every node.' },
      checks: [mode('global_web', 'global'), conv('global_web', 3)],
      hint: {
        ko: '`docker service ps global_web`의 NODE 열에 노드가 모두 나오나요?',
        en: 'Does the NODE column of `docker service ps global_web` name every node?',
      },
      solution: ['docker service create --name global_web --mode "global" nginx', 'docker service ps global_web'],
      alternatives: [
        ['docker service create -d --mode=global --name global_web nginx:latest'],
        ['docker service create -d --name global_web --mode global --constraint node.platform.os==linux nginx'],
      ],
      nearMisses: [
        {
          actions: ['docker service create --name global_web --replicas 3 nginx'],
          unmet: 'mode(global_web,global)',
          message: { ko: 'global_web의 모드가 replicated예요.', en: 'global_web runs as replicated.' },
        },
        {
          actions: ['docker service create --name global_web --mode global --constraint node.role==worker nginx'],
          unmet: 'conv(global_web,3)',
          message: {
            ko: 'global_web의 태스크 수가 2개로 정해져 있어요. 3개여야 해요.',
            en: 'The number of tasks of global_web is set to 2; it should be 3.',
          },
        },
        { actions: ['docker service scale global_web=3'], unmet: 'mode(global_web,global)' },
      ],
      expects: [
        {
          run: 'docker service scale global_web=5',
          stderr: 'global_web: scale can only be used with replicated or replicated-job mode\n',
          exit: 1,
        },
        {
          run: 'docker service create --name other --mode global --replicas 2 nginx',
          stderr: 'replicas can only be used with replicated or replicated-job mode\n',
          exit: 1,
        },
      ],
      predictions: {
        'scale-global': {
          question: {
            ko: '`docker service scale global_web=5`를 실행하면 어떻게 될까요?',
            en: 'What will `docker service scale global_web=5` do?',
          },
          options: {
            five: { ko: '태스크가 5개가 돼요', en: 'There are five tasks' },
            refused: { ko: '거절돼요', en: 'It is refused' },
            nothing: { ko: '아무 일도 일어나지 않아요', en: 'Nothing happens' },
          },
          answer: 'refused',
          reason: {
            ko: '글로벌 모드에는 정할 레플리카 수가 없어요. 노드 수가 곧 태스크 수예요.',
            en: 'A global service has no number of replicas to set: the nodes are the number.',
          },
        },
      },
      outputs: {
        nodes: { run: 'docker service ps global_web' },
      },
    },
    {
      id: 'new-node',
      title: { ko: '노드를 더하면 무엇이 생길까요', en: 'Add a node' },
      goal: { ko: 'swarm-worker3을 스웜에 참가시켜요.', en: 'Join swarm-worker3 to the swarm.' },
      checks: [on('global_web', 'swarm-worker3', '=', 1), kept('myweb')],
      hint: {
        ko: '`docker swarm join-token worker`가 찍은 줄은 어느 호스트에서 실행해야 할까요?',
        en: 'On which host does the line printed by `docker swarm join-token worker` belong?',
      },
      solution: [
        'docker swarm join-token worker',
        { host: 'swarm-worker3', line: 'docker swarm join --token {worker-token} 192.168.99.101:2377' },
      ],
      alternatives: [
        [{ host: 'swarm-worker3', line: 'docker swarm join --token {manager-token} 192.168.99.101:2377' }],
      ],
      nearMisses: [
        {
          actions: ['docker service scale myweb=5'],
          unmet: 'on(global_web,swarm-worker3)=1',
          message: {
            ko: 'global_web의 태스크 배치가 swarm-manager 1 / swarm-worker1 1 / swarm-worker2 1이에요.',
            en: 'Tasks of global_web per node: swarm-manager 1 / swarm-worker1 1 / swarm-worker2 1.',
          },
        },
        {
          actions: [
            { host: 'swarm-worker3', line: 'docker swarm join --token {worker-token} 192.168.99.101:2377' },
            'docker service update --force myweb',
          ],
          unmet: 'kept(myweb)',
          message: {
            ko: 'myweb의 기존 태스크가 교체됐어요. 되돌리고 다시 해 보세요.',
            en: 'Running tasks of myweb were replaced; undo and try again.',
          },
        },
        {
          actions: [{ host: 'swarm-worker3', line: 'docker swarm join-token worker' }],
          unmet: 'on(global_web,swarm-worker3)=1',
          diagnosis: 'on-a-worker',
        },
      ],
      expects: [
        { run: 'docker swarm join-token worker', stdout: '    docker swarm join --token SWMTKN-1-' },
        { run: `docker service ls --format '{{.Name}} {{.Replicas}}'`, stdout: 'global_web 4/4\nmyweb 2/2\n' },
      ],
      predictions: {
        'who-reacts': {
          question: {
            ko: '새 노드가 들어오면 어느 서비스에 새 태스크가 생길까요?',
            en: 'A node joins. Which service gets a new task?',
          },
          options: {
            both: { ko: '둘 다', en: 'Both' },
            global: { ko: 'global_web만', en: 'Only global_web' },
            replicated: { ko: 'myweb만', en: 'Only myweb' },
            neither: { ko: '둘 다 아니에요', en: 'Neither' },
          },
          answer: 'global',
          reason: {
            ko: '글로벌 서비스는 노드마다 하나여야 해요. 복제 서비스는 이미 2개라서 움직이지 않아요.',
            en: 'Global means one on every node. The replicated service already has its two, so nothing moves.',
          },
        },
      },
      outputs: {
        reacted: { run: 'docker service ls', mark: /4\/4/ },
      },
    },
    {
      id: 'switch-mode',
      title: { ko: 'myweb을 글로벌로 바꿔요', en: 'Make myweb global' },
      goal: {
        ko: 'myweb을 글로벌 모드로 바꿔 노드 4대에서 띄워요.',
        en: 'Run myweb as a global service on all four nodes.',
      },
      checks: [mode('myweb', 'global'), conv('myweb', 4)],
      hint: {
        ko: '`docker service update --help`에 `--mode`가 있나요?',
        en: 'Does `docker service update --help` list `--mode`?',
      },
      solution: ['docker service rm myweb && docker service create --name myweb --mode global -p 80:80 nginx'],
      alternatives: [
        ['docker service rm myweb', 'docker service create -d --name myweb --mode global nginx'],
        ['docker service rm myweb global_web', 'docker service create -d --name myweb --mode global -p 80:80 nginx'],
      ],
      nearMisses: [
        {
          actions: ['docker service update --mode global myweb'],
          unmet: 'mode(myweb,global)',
          diagnosis: 'mode-is-fixed',
        },
        {
          actions: ['docker service scale myweb=4'],
          unmet: 'mode(myweb,global)',
          message: { ko: 'myweb의 모드가 replicated예요.', en: 'myweb runs as replicated.' },
        },
        {
          actions: ['docker service create --name myweb --mode global nginx'],
          unmet: 'mode(myweb,global)',
          diagnosis: 'name-taken',
        },
      ],
      expects: [
        { at: 'start', run: 'docker service update --mode global myweb', stderr: 'unknown flag: --mode\n', exit: 125 },
      ],
      outputs: {
        refused: { at: 'start', run: 'docker service update --mode global myweb', mark: /unknown flag/ },
        both: { run: 'docker service ls', mark: /myweb/ },
      },
    },
  ],
});
