/** Names for the wire types, all made from openapi.json. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Analysis = Schemas["AnalysisResponse"];
export type Asset = Schemas["AssetResponse"];
export type AssetInput = Schemas["AssetRequest"];
export type AssetType = Schemas["AssetType"];
export type Band = Schemas["BandResponse"];
export type ClassificationSource = Schemas["ClassificationSource"];
export type ErrorBody = Schemas["ErrorResponse"];
export type ErrorDetail = Schemas["ErrorDetail"];
export type Exposure = Schemas["ExposureResponse"];
export type InvestmentExperience = Schemas["InvestmentExperience"];
export type Level = Schemas["Level"];
export type Measure = Schemas["MeasureResponse"];
export type Portfolio = Schemas["PortfolioResponse"];
export type PortfolioInput = Schemas["CreatePortfolioRequest"];
export type PortfolioList = Schemas["PortfolioListResponse"];
export type PortfolioSaved = Schemas["PortfolioSavedResponse"];
export type PortfolioSummary = Schemas["PortfolioSummaryResponse"];
export type PositionRisk = Schemas["PositionRiskResponse"];
export type RegisterInput = Schemas["RegisterRequest"];
export type RiskTolerance = Schemas["RiskTolerance"];
export type RiskWarning = Schemas["RiskWarningResponse"];
export type Score = Schemas["ScoreResponse"];
export type Severity = Schemas["Severity"];
export type SignedIn = Schemas["SignedInResponse"];
export type UploadCreated = Schemas["UploadCreatedResponse"];
export type UploadIssue = Schemas["UploadIssue"];
export type UploadMode = Schemas["UploadMode"];
export type UploadResult = Schemas["UploadResultResponse"];
export type UploadStatus = Schemas["UploadStatusResponse"];
export type User = Schemas["UserResponse"];
export type UserType = Schemas["UserType"];
