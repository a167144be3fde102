import type { Locale } from '../../i18n/index.ts';

const ko = {
  headline: ['이 탭에 호스트 세\u00a0대가 켜져\u00a0있어요.', '명령을 입력해 Docker\u00a0Swarm을 배워\u00a0보세요.'],
  honest: ['', '명령과 출력을 진짜 스웜의 기록에 맞춘 에뮬레이터예요. 설치도 계정도 시간 제한도 없어요.'],
  all: '과정 보기',
  begin: '{n}과 시작',
  resume: '{n}과 이어서',
  running: '지금 움직이는 클러스터',
  noScript: '실습은 JavaScript를 켜야 움직여요. 글은 지금도 읽을 수 있어요.',
  hint: '누르면 터미널에 입력돼요',
  course: '과정',
  courseNote: '지금은 한 과가 열려 있고, 나머지는 준비하고 있어요. 모든 단계는 자기 클러스터를 갖고 시작해요.',
  soon: '준비 중',
  open: '열려 있음',
  done: '마침',
  minutes: '{n}분',
  real: '무엇이 진짜이고 무엇이 아닌가',
  realText: [
    '이 탭 안의 Docker는 TypeScript로 쓴 에뮬레이터예요. 명령, 표, 오류 문구, 걸리는 시간을 진짜 Docker Swarm의 기록과 비교해 맞춰요.',
    '컨테이너 안에는 리눅스 커널이 없어요. 이미지는 몇 가지만 있고, 각각 작은 프로그램으로 흉내 내요. 흉내 내지 않는 것은 하는 척하지 않고 한 줄로 거절해요.',
  ],
  facts: [
    ['28.2.2', '기준으로 삼은 Docker Engine과 CLI'],
    ['1과', '지금 열려 있는 수업'],
    ['0', '이 탭 밖으로 나가는 요청'],
  ],
};

const en: typeof ko = {
  headline: ['Three hosts are running in this tab.', 'Learn Docker Swarm by typing to them.'],
  honest: [
    'An emulator whose',
    'commands and output are matched against a real swarm. Nothing to install, no account, no time limit.',
  ],
  all: 'All lessons',
  begin: 'Start lesson {n}',
  resume: 'Resume lesson {n}',
  running: 'The running cluster',
  noScript: 'The lab needs JavaScript. The lessons can be read without it.',
  hint: 'Select one to type it into the terminal',
  course: 'Lessons',
  courseNote: 'One lesson is open so far; the others are being written. Every step brings its own cluster.',
  soon: 'Coming',
  open: 'Open',
  done: 'Done',
  minutes: '{n} min',
  real: 'What is real here, and what is not',
  realText: [
    'Docker in this tab is an emulator written in TypeScript. Commands, tables, error texts and timings are compared with recordings of a real swarm.',
    'There is no Linux kernel inside its containers. There are a few images, each played by a small program. What is not emulated is refused in one line, never faked.',
  ],
  facts: [
    ['28.2.2', 'Docker Engine and CLI followed'],
    ['1', 'lesson open so far'],
    ['0', 'requests that leave this tab'],
  ],
};

/** The front page's own words. */
export const homeWords: Readonly<Record<Locale, typeof ko>> = { ko, en };
