"""The company's brand: names, colours, logo and lines of letters and candidate pages."""

import base64
import binascii
from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking, reading, writing
from api.dependencies import Caller, Services, actor_of
from api.schemas.brand import BrandBody, BrandResource, LogoBody, PresetBody
from kindregards.domain.brand_presets import with_preset
from kindregards.domain.brand_settings import BrandInvalidError
from kindregards.domain.logos import LogoRefusedError
from kindregards.domain.looks import ColourInvalidError, ContrastTooLowError

router = APIRouter(prefix="/v1/brand", tags=["templates"])


@router.get("", responses=reading())
async def read(caller: Caller, services: Services) -> BrandResource:
    """Return how the company appears to candidates."""
    return BrandResource.of(await services.templates.brands.brand(caller.company_id))


@router.put("", responses=writing(BrandInvalidError, ColourInvalidError, ContrastTooLowError))
async def write(
    caller: Caller, services: Services, body: Annotated[BrandBody, Depends(BodyOf(BrandBody))]
) -> BrandResource:
    """Change it for letters that are written from now on; the logo stays."""
    return BrandResource.of(
        await services.templates.brands.save(caller.company_id, body.value(), by=actor_of(caller), now=services.clock())
    )


@router.post("/preset", responses=asking())
async def apply_preset(
    caller: Caller, services: Services, body: Annotated[PresetBody, Depends(BodyOf(PresetBody))]
) -> BrandResource:
    """Put a preset's tone, colours and lines in the place of the company's."""
    settings = with_preset(await services.templates.brands.brand(caller.company_id), body.preset)
    return BrandResource.of(
        await services.templates.brands.save(caller.company_id, settings, by=actor_of(caller), now=services.clock())
    )


@router.put("/logo", responses=writing(LogoRefusedError))
async def write_logo(
    caller: Caller, services: Services, body: Annotated[LogoBody, Depends(BodyOf(LogoBody))]
) -> BrandResource:
    """Put a logo on letters from now on."""
    try:
        content = base64.b64decode(body.content, validate=True)
    except binascii.Error:
        raise LogoRefusedError("The logo is no base64. Send the file's bytes encoded by RFC 4648.") from None
    return BrandResource.of(
        await services.templates.brands.add_logo(caller.company_id, content, by=actor_of(caller), now=services.clock())
    )


@router.delete("/logo", responses=reading())
async def remove_logo(caller: Caller, services: Services) -> BrandResource:
    """Leave the logo out of letters from now on."""
    return BrandResource.of(
        await services.templates.brands.remove_logo(caller.company_id, by=actor_of(caller), now=services.clock())
    )
