import type { Text } from '../text.ts';

/* What a check says while it is unmet. `{x}` are present values; pairs such as `이/가` follow the value's spoken end. */

const text = (ko: string, en: string): Text => ({ ko, en });

export const messages = {
  role: text('{H|이/가} 아직 스웜의 {r|이/가} 아니에요.', '{H} is not a {r} of the swarm yet.'),
  noNode: text('{H|이/가} 아직 스웜에 없어요.', '{H} is not in the swarm yet.'),
  node: text(
    '{H}의 {what|이/가} 아직 {have|이에요/예요}. {want|이어야/여야} 해요.',
    '{H}: {what} is {have}, should be {want}.',
  ),
  ready: text('Ready 노드가 {have}대예요. {n}대가 필요해요.', '{have} of {n} nodes are Ready.'),
  missing: text('서비스 {S|이/가} 없어요.', 'Service {S} does not exist.'),
  present: text('서비스 {S|이/가} 아직 있어요.', 'Service {S} still exists.'),
  mode: text('{S}의 모드가 {have|이에요/예요}.', '{S} runs as {have}.'),
  desired: text(
    '{S}의 태스크 수가 {have}개로 정해져 있어요. {n}개여야 해요.',
    'The number of tasks of {S} is set to {have}; it should be {n}.',
  ),
  running: text('{S}: {n}개 중 {have}개가 실행 중이에요.', '{S}: {have} of {n} tasks are running.'),
  stable: text('{S|이/가} 아직 안정되지 않았어요({have}초).', '{S} has been steady for {have} s only.'),
  image: text('{S}의 태스크 {k}개가 아직 {have|으로/로} 떠 있어요.', '{k} tasks of {S} still run {have}.'),
  spec: text('{S}의 {path|이/가} {have|이에요/예요}.', '{S}: {path} is {have}.'),
  history: text('{S}에서 {state|으로/로} 끝난 태스크가 {have}개예요.', '{have} tasks of {S} ended as {state}.'),
  update: text('{S}의 업데이트 상태가 {have|이에요/예요}.', 'Update of {S} is {have}.'),
  spread: text('{S}의 태스크 배치가 {have|이에요/예요}.', 'Tasks of {S} per node: {have}.'),
  replaced: text(
    '{S}의 기존 태스크가 교체됐어요. 되돌리고 다시 해 보세요.',
    'Running tasks of {S} were replaced; undo and try again.',
  ),
  ports: text('{S}의 포트가 {have|으로/로} 공개돼 있어요.', '{S} publishes {have}.'),
  noPorts: text('{S|이/가} 아직 포트를 공개하지 않았어요.', '{S} publishes no port yet.'),
  answered: text('{H}:{p} 응답 {have}/{n}.', '{have} of {n} requests to {H}:{p} answered.'),
  answeredBy: text('{S}: 응답한 태스크 {d}개.', '{S}: {d} tasks have answered.'),
  lost: text('{S}에 보낸 요청 {have}개가 실패했어요.', '{have} requests to {S} failed.'),
  mounted: text('{S}에서 {target|을/를} 찾을 수 없어요.', '{target} is not in {S}.'),
  joined: text('{S|이/가} 아직 {N} 네트워크에 없어요.', '{S} is not attached to {N} yet.'),
  noNetwork: text('네트워크 {N|이/가} 없어요.', 'Network {N} does not exist.'),
  network: text('네트워크 {N}의 {what|이/가} {have|이에요/예요}.', 'Network {N}: {what} is {have}.'),
  absent: text('{H}에 {V|이/가} 없어요.', 'No {V} on {H}.'),
  managers: text('매니저 {have}대 중 {r}대만 응답해요.', '{r} of {have} managers answer.'),
  noLeader: text('스웜에 아직 리더가 없어요.', 'The swarm has no leader yet.'),
  leader: text('스웜에 아직 리더가 있어요.', 'The swarm still has a leader.'),
  cluster: text('클러스터의 {path|이/가} 아직 {have|이에요/예요}.', 'Cluster {path} is still {have}.'),
  unchanged: text('클러스터의 {path|이/가} 아직 그대로예요.', 'Cluster {path} has not changed yet.'),
  job: text('{S}: {n}번 중 {have}번 끝났어요.', '{S}: {have} of {n} completed.'),
  unseen: text('아직 보지 못했어요: {P}.', 'Not seen yet: {P}.'),
  happened: text(
    '일어나면 안 되는 일이 있었어요: {P}. 되돌리고 다시 해 보세요.',
    'This was not to happen: {P}. Undo and try again.',
  ),
  ask: text('다시 살펴보고 답해 보세요.', 'Look again, then answer.'),
} as const satisfies Readonly<Record<string, Text>>;

/** Words for what is not there. */
export const none: Text = { ko: '없음', en: 'none' };
