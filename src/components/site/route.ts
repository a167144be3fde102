import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

/** No sidebar and no table of contents anywhere: the home page lists the lessons, a lesson's step bar its steps. */
export const onRequest = defineRouteMiddleware((context) => {
  const route = context.locals.starlightRoute;
  route.hasSidebar = false;
  route.toc = undefined;
});
