from hypothesis import HealthCheck, settings

# Time limits per example fail for a busy machine, not for wrong code.
settings.register_profile(
    "busy_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy_machine")
