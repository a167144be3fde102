import type { Text } from '../../lessons/text.ts';

/** A lesson of the course as the front page lists it, whether it exists yet or not. */
export interface Entry {
  id: string;
  title: Text;
  minutes: number;
  /** What is typed in it. */
  commands: string;
}

export interface Part {
  title: Text;
  entries: readonly Entry[];
}

const entry = (id: string, ko: string, en: string, minutes: number, commands: string): Entry => ({
  id,
  title: { ko, en },
  minutes,
  commands,
});

/** The course in its order. A lesson's number is its place in the whole list. */
export const course: readonly Part[] = [
  {
    title: { ko: '1부 시작하기', en: 'Part 1 · First steps' },
    entries: [
      entry('first-swarm', '첫 스웜 만들기', 'Your first swarm', 10, 'swarm init · swarm join'),
      entry('services-and-tasks', '서비스와 태스크', 'Services and tasks', 12, 'service create · service ps'),
      entry('service-modes', '서비스 모드', 'Service modes', 12, '--replicas · --mode global'),
    ],
  },
  {
    title: { ko: '2부 장애와 변화', en: 'Part 2 · Failure and change' },
    entries: [
      entry('self-healing', '태스크가 죽으면', 'When a task dies', 12, 'rm -f · service ps'),
      entry('node-failure', '노드가 죽으면', 'When a node dies', 14, 'node ls · service ps'),
      entry('rebalancing', '재균형', 'Rebalancing', 8, 'service update --force'),
      entry('rolling-updates', '롤링 업데이트', 'Rolling updates', 15, 'service update --image'),
      entry('failed-updates', '실패한 업데이트와 롤백', 'Failed updates and rollback', 15, 'service rollback'),
      entry('health-checks', '헬스 체크', 'Health checks', 12, '--health-cmd'),
    ],
  },
  {
    title: { ko: '3부 설정과 데이터', en: 'Part 3 · Configuration and data' },
    entries: [
      entry('secrets', '시크릿', 'Secrets', 12, 'secret create · --secret'),
      entry('configs', '컨피그', 'Configs', 11, 'config create · --config'),
      entry('volumes', '볼륨과 바인드 마운트', 'Volumes and bind mounts', 13, '--mount type=volume'),
    ],
  },
  {
    title: { ko: '4부 네트워크', en: 'Part 4 · Networks' },
    entries: [
      entry('ingress', '인그레스와 라우팅 메시', 'Ingress and the routing mesh', 13, '--publish · curl'),
      entry('overlay-networks', '오버레이 네트워크', 'Overlay networks', 14, 'network create -d overlay'),
      entry('service-discovery', '서비스 디스커버리', 'Service discovery', 12, 'nslookup tasks.api'),
    ],
  },
  {
    title: { ko: '5부 운영', en: 'Part 5 · Operating' },
    entries: [
      entry('nodes', '노드 다루기', 'Working with nodes', 12, 'node update --availability'),
      entry('placement', '제약과 배치', 'Constraints and placement', 14, '--constraint'),
      entry('stacks', '스택', 'Stacks', 15, 'stack deploy -c'),
      entry('jobs', '잡: 끝이 있는 서비스', 'Jobs', 8, '--mode replicated-job'),
      entry('quorum', '매니저와 쿼럼', 'Managers and quorum', 15, '--force-new-cluster'),
      entry('operations', '운영과 진단', 'Operating and diagnosing', 13, 'service logs · events'),
    ],
  },
  {
    title: { ko: '마무리', en: 'Capstone' },
    entries: [entry('voting-app', '투표 앱을 운영해요', 'Run the voting app', 45, 'stack deploy')],
  },
];
