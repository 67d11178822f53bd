/** The signed-in user's own account. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { accessTokenHeader, forgetSession, renewSession } from "./session";
import type { Preferences, ProfileInput } from "./types";

export const profileQuery = queryOptions({
  queryKey: ["account", "profile"],
  queryFn: ({ signal }) => unwrap(api.GET("/user/profile", { signal })),
});

export const preferencesQuery = queryOptions({
  ...profileQuery,
  select: (profile) => profile.preferences,
});

export const devicesQuery = queryOptions({
  queryKey: ["account", "devices"],
  queryFn: ({ signal }) => unwrap(api.GET("/user/devices", { signal })),
});

export function useSaveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ProfileInput) => {
      const profile = await unwrap(api.PUT("/user/profile", { body }));
      // The score's limit goes by the risk tolerance that the tokens name.
      await renewSession();
      return profile;
    },
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      return client.invalidateQueries({ queryKey: ["portfolio"] });
    },
  });
}

/** The server replaces all preferences, so a change is laid over those it has now. */
export function useSavePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Partial<Preferences>) => {
      const now = await unwrap(api.GET("/user/preferences"));
      return unwrap(api.PUT("/user/preferences", { body: { ...now, ...change } }));
    },
    onSuccess: (preferences) => {
      client.setQueryData(profileQuery.queryKey, (old) => old && { ...old, preferences });
      return client.invalidateQueries({ queryKey: ["portfolio"] });
    },
  });
}

export function useStartMfa() {
  return useMutation({
    mutationFn: async () => {
      const header = await accessTokenHeader();
      return unwrap(api.POST("/user/mfa/setup", { params: { header } }));
    },
  });
}

export function useVerifyMfa() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (code: string) => {
      const header = await accessTokenHeader();
      return unwrap(api.POST("/user/mfa/verify", { params: { header }, body: { code } }));
    },
    onSuccess: () => client.invalidateQueries(profileQuery),
  });
}

export function useTurnOffMfa() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (code: string) => {
      const header = await accessTokenHeader();
      return unwrap(api.DELETE("/user/mfa", { params: { header }, body: { code } }));
    },
    onSuccess: () => client.invalidateQueries(profileQuery),
  });
}

export function useRevokeDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE("/user/devices/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries(devicesQuery),
  });
}

export function useDeleteAccount() {
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/user")),
    onSuccess: forgetSession,
  });
}
