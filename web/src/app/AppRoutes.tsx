import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useEffect } from "react";
import { Navigate, Outlet, Route, Routes, useLocation } from "react-router";

import { restoreSession } from "../api/session";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { Message } from "../ui/Message";
import { Splash } from "../ui/Splash";
import { useSession } from "./useSession";

const SignedInLayout = lazy(() => import("./SignedInLayout"));
const SignInPage = lazy(() => import("../pages/auth/SignInPage"));
const SignUpPage = lazy(() => import("../pages/auth/SignUpPage"));
const SignedInElsewherePage = lazy(() => import("../pages/auth/SignedInElsewherePage"));
const ConfirmEmailPage = lazy(() => import("../pages/auth/ConfirmEmailPage"));
const ForgotPasswordPage = lazy(() => import("../pages/auth/ForgotPasswordPage"));
const PortfoliosPage = lazy(() => import("../pages/portfolios/PortfoliosPage"));
const PortfolioPage = lazy(() => import("../pages/portfolio/PortfolioPage"));
const EditorPage = lazy(() => import("../pages/editor/EditorPage"));
const AdjustmentsPage = lazy(() => import("../pages/adjustments/AdjustmentsPage"));
const ComparePage = lazy(() => import("../pages/compare/ComparePage"));
const SettingsPage = lazy(() => import("../pages/settings/SettingsPage"));
const SharedPage = lazy(() => import("../pages/shared/SharedPage"));
const NotFoundPage = lazy(() => import("../pages/NotFoundPage"));

export interface CameFrom {
  from?: string;
}

function OnlySignedIn() {
  const session = useSession();
  const location = useLocation();
  if (session.status === "restoring") return <Splash />;
  if (session.status === "unreachable") return <ServerLost />;
  if (session.status === "signedOut") {
    const came: CameFrom = { from: location.pathname };
    return <Navigate to="/sign-in" replace state={came} />;
  }
  return <SignedInLayout />;
}

function OnlySignedOut() {
  const session = useSession();
  const from = (useLocation().state as CameFrom | null)?.from ?? "/";
  if (session.status === "restoring") return <Splash />;
  return session.status === "signedIn" ? <Navigate to={from} replace /> : <Outlet />;
}

function ServerLost() {
  return (
    <main>
      <Message
        title="No connection"
        text="EconLens could not be reached, so we cannot tell yet whether you are signed in."
        action={{ label: "Try again", run: () => void restoreSession() }}
      />
    </main>
  );
}

function isPublic(topic: unknown): boolean {
  return topic === "config" || topic === "shared";
}

/** Nothing of one user may be left in the cache for the next. */
function useEmptyCacheWhenSignedOut(): void {
  const client = useQueryClient();
  const { status } = useSession();
  useEffect(() => {
    if (status === "signedOut") client.removeQueries({ predicate: (q) => !isPublic(q.queryKey[0]) });
  }, [status, client]);
}

export function AppRoutes() {
  useEmptyCacheWhenSignedOut();
  return (
    <ErrorBoundary>
      <Suspense fallback={<Splash />}>
        <Routes>
          <Route element={<OnlySignedOut />}>
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="/sign-up" element={<SignUpPage />} />
            <Route path="/signed-in" element={<SignedInElsewherePage />} />
            <Route path="/confirm-email" element={<ConfirmEmailPage />} />
            <Route path="/forgot-password" element={<ForgotPasswordPage />} />
          </Route>
          <Route element={<OnlySignedIn />}>
            <Route index element={<PortfoliosPage />} />
            <Route path="/portfolios/new" element={<EditorPage />} />
            <Route path="/portfolios/:id" element={<PortfolioPage />} />
            <Route path="/portfolios/:id/edit" element={<EditorPage />} />
            <Route path="/portfolios/:id/adjustments" element={<AdjustmentsPage />} />
            <Route path="/compare" element={<ComparePage />} />
            <Route path="/settings" element={<SettingsPage />} />
          </Route>
          <Route path="/shared/:token" element={<SharedPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}
